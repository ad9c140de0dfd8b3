" Vim with ALE and the settings of editors/README.md. Keys are typed, and between them Vim is left to itself.
set nomore

" All that stands in other windows than the draft's.
function! s:beside() abort
  let others = filter(getwininfo(), {_, window -> window.bufnr != bufnr('tides.resolution')})
  return join(map(others, {_, window -> join(getbufline(window.bufnr, 1, '$'))}))
endfunction

" What is tried: its name, the keys, and what holds some time after them.
let s:steps = [
\   ['the file type', '', {-> &filetype ==# 'resolution'}],
\   ['diagnostics', '', {-> match(map(getloclist(0), 'v:val.text'), 'is superseded') >= 0}],
\   ['hover', "/considering k)\<CR>K", {-> s:beside() =~# 'detour was tried'}],
\   ['definition', "\<C-]>", {-> getline('.') =~# '^k)'}],
\]
let s:said = []
let s:step = 0
let s:waited = 0

function! s:end(failed) abort
  call timer_stop(s:timer)
  call add(s:said, s:step .. ' passed, ' .. a:failed .. ' failed')
  call writefile(s:said, $SAID)
endfunction

function! s:look(_) abort
  let [what, keys, Holds] = s:steps[s:step]
  if s:waited == 0 && keys !=# ''
    call feedkeys(keys, 't')
  endif
  let s:waited += 1
  if s:waited > 1 && Holds()
    call add(s:said, 'ok vim: ' .. what)
    let [s:step, s:waited] = [s:step + 1, 0]
    if s:step == len(s:steps)
      call s:end(0)
    endif
  elseif s:waited > 100
    call add(s:said, 'FAILED vim: ' .. what)
    call s:end(1)
  endif
endfunction

let s:timer = timer_start(100, function('s:look'), {'repeat': -1})
