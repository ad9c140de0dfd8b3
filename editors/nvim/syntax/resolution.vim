" What can be told of a draft before its server has read it, and all there is without one.
if exists('b:current_syntax')
  finish
endif

syntax spell toplevel
" A call stands alone on its line: a few words that begin small and end without a mark.
syntax match RapporteurCall /^[[:lower:]][^[:digit:]();:.,]\{2,79}$/
syntax match RapporteurLabel /^\s*(\?\%(\l\{1,4}\|\d\+\%(\.\d\+\)*\))\?\%(bis\|ter\|quater\)\?\ze\%(\t\|\s\{2,}\)/
syntax match RapporteurLabel /^\s*(\?\l\{1,4})\%(bis\|ter\|quater\)\?\ze\s/
syntax match RapporteurHeading /^\%(DRAFT NEW \)\?\%(RESOLUTION\|DECISION\|RECOMMENDATION\|OPINION\|RÉSOLUTION\|RESOLUCIÓN\|РЕЗОЛЮЦИЯ\)\s.*$/ contains=@RapporteurChange
syntax match RapporteurProposal /^\%(ADD\|MOD\|(MOD)\|SUP\|NOC\)\*\?\%([ \t].*\)\?$/
syntax match RapporteurCitation /\<\%(Resolution\|Decision\|Recommendation\|Opinion\)s\?[ \u00a0]\%(ITU[-‑]\a[ \u00a0]\)\?[0-9A-Z][0-9A-Za-z./-]*\%([ \u00a0]([^)]*)\)\?/ contains=@RapporteurChange
syntax match RapporteurFootnote /\[^[^]]\+\]/

syntax cluster RapporteurChange contains=RapporteurInserted,RapporteurDeleted,RapporteurReplaced,RapporteurComment
syntax region RapporteurInserted start=/{++/ end=/++}/ contains=RapporteurCitation,RapporteurFootnote
syntax region RapporteurDeleted start=/{--/ end=/--}/
syntax region RapporteurReplaced matchgroup=RapporteurDeleted start=/{\~\~/ end=/\~\~}/ contains=RapporteurOld,RapporteurNew
syntax match RapporteurOld /\%({\~\~\)\@<=\_.\{-}\ze\~>/ contained
syntax match RapporteurNew /\~>\_.\{-}\ze\~\~}/ contained
syntax region RapporteurComment start=/{>>/ end=/<<}/

highlight default link RapporteurOld RapporteurDeleted
highlight default link RapporteurNew RapporteurInserted

" The tracked changes of a text may be long.
syntax sync minlines=200

let b:current_syntax = 'resolution'
