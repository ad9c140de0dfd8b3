" Vim with ALE and the settings of editors/README.md.
let s:said = []
let s:passed = 0
let s:failed = 0

function s:check(what, holds) abort
  let [s:passed, s:failed] = a:holds ? [s:passed + 1, s:failed] : [s:passed, s:failed + 1]
  call add(s:said, (a:holds ? 'ok' : 'FAILED') .. ' vim: ' .. a:what)
endfunction

" Waits until an expression holds, 15 seconds at most.
function s:holds(expression) abort
  for _ in range(300)
    if eval(a:expression)
      return 1
    endif
    sleep 50m
  endfor
  return 0
endfunction

function s:run() abort
  call s:check('the file type', &filetype ==# 'resolution')
  call s:check('diagnostics', s:holds("match(map(getloclist(0), 'v:val.text'), 'is superseded') >= 0"))

  call search('considering k)')
  ALEHover
  call s:check('hover', s:holds("execute('messages') =~# 'detour was tried' || join(getbufline('ALEPreviewWindow', 1, '$')) =~# 'detour was tried'"))

  call search('considering k)', 'w')
  ALEGoToDefinition
  call s:check('definition', s:holds("getline('.') =~# '^k)'"))

  call cursor(7, 1)
  call append(7, "c)\tResolution 13")
  call cursor(8, 17)
  call ale#completion#OmniFunc(1, '')
  let offered = map(copy(ale#completion#OmniFunc(0, '')), 'v:val.word')
  call s:check('completion', match(offered, '139 (Rev. Bucharest, 2022)') >= 0)
endfunction

try
  call s:run()
catch
  call add(s:said, v:exception .. ' ' .. v:throwpoint)
  let s:failed += 1
endtry
call add(s:said, s:passed .. ' passed, ' .. s:failed .. ' failed')
call writefile(s:said, $SAID)
execute s:failed ? 'cquit!' : 'qall!'
