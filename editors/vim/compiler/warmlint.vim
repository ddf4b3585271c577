" Vim compiler file: warmlint, keeps LLM prompt caches warm.
"   :compiler warmlint
"   :make                    lints the current file (as it was last written)
"   :make --strict prompts   with options, and with more files or directories
" Copy it to ~/.vim/compiler/ (Neovim: ~/.config/nvim/compiler/), or put editors/vim on 'runtimepath'.
if exists('current_compiler')
  finish
endif
let current_compiler = 'warmlint'

let s:save_cpo = &cpo
set cpo&vim

CompilerSet makeprg=warmlint\ check\ --format\ concise\ --color\ never\ $*\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m

" warmlint counts characters and Vim's quickfix list bytes: where a line has other than ASCII before
" the place, the column is put right once the list is there.
function! s:characters_to_bytes(list, title) abort
  if a:title !~# '\<warmlint check\>'
    return 0
  endif
  for entry in a:list
    if entry.valid && entry.bufnr > 0 && entry.col > 1
      call bufload(entry.bufnr)
      let line = get(getbufline(entry.bufnr, entry.lnum), 0, '')
      let byte = byteidxcomp(line, entry.col - 1)
      let entry.col = byte < 0 ? entry.col : byte + 1
    endif
  endfor
  return 1
endfunction

function! s:fix_quickfix() abort
  let list = getqflist({'items': 0, 'title': 0})
  if s:characters_to_bytes(list.items, list.title)
    call setqflist([], 'r', {'items': list.items, 'title': list.title})
  endif
endfunction

function! s:fix_location_list() abort
  let list = getloclist(0, {'items': 0, 'title': 0})
  if s:characters_to_bytes(list.items, list.title)
    call setloclist(0, [], 'r', {'items': list.items, 'title': list.title})
  endif
endfunction

augroup warmlint_compiler
  autocmd!
  autocmd QuickFixCmdPost make call s:fix_quickfix()
  autocmd QuickFixCmdPost lmake call s:fix_location_list()
augroup END

let &cpo = s:save_cpo
unlet s:save_cpo
