" warmlint for ALE (https://github.com/dense-analysis/ale): lints the buffer as it stands, saved or
" not, and repairs it. Source this file from your vimrc, after ALE is on 'runtimepath':
"   source /path/to/warmlint/editors/vim/ale.vim
"   let g:ale_fixers = {'yaml': ['warmlint']}     for :ALEFix, the safe fixes
" g:ale_warmlint_executable   the program, default 'warmlint'
" g:ale_warmlint_options      more options, e.g. '--strict'
let g:ale_warmlint_executable = get(g:, 'ale_warmlint_executable', 'warmlint')
let g:ale_warmlint_options = get(g:, 'ale_warmlint_options', '')

function! WarmlintAleCommand(buffer) abort
  let options = ale#Var(a:buffer, 'warmlint_options')
  return '%e check --format json --skip-unrecognised' . ale#Pad(options) . ' --stdin-filename %s -'
endfunction

" warmlint's `byte` counts from 1 and ends behind the range; ALE's ends on its last byte.
function! WarmlintAleCallback(buffer, lines) abort
  let types = {'error': 'E', 'warning': 'W', 'info': 'I'}
  let items = []
  let report = ale#util#FuzzyJSONDecode(a:lines, {})
  for finding in get(report, 'diagnostics', [])
    let detail = [finding.message]
    for part in ['cost', 'help']
      if type(get(finding, part, v:null)) is v:t_string
        call add(detail, part . ': ' . finding[part])
      endif
    endfor
    call add(items, {
    \ 'lnum': finding.start.line, 'col': finding.start.byte,
    \ 'end_lnum': finding.end.line, 'end_col': max([1, finding.end.byte - 1]),
    \ 'type': types[finding.severity],
    \ 'code': finding.code . ' ' . finding.name,
    \ 'text': finding.message,
    \ 'detail': join(detail, "\n"),
    \})
  endfor
  return items
endfunction

" The whole buffer, repaired; as it is where nothing can be.
function! WarmlintAleFix(buffer) abort
  let options = ale#Var(a:buffer, 'warmlint_options')
  return {'command': ale#Escape(ale#Var(a:buffer, 'warmlint_executable'))
  \ . ' check --fix --skip-unrecognised' . ale#Pad(options) . ' --stdin-filename %s -'}
endfunction

let s:filetypes = ['yaml', 'json', 'markdown', 'text', 'jinja', 'jinja2', 'liquid', 'mustache', 'handlebars']
for s:filetype in s:filetypes
  call ale#linter#Define(s:filetype, {
  \ 'name': 'warmlint',
  \ 'executable': {buffer -> ale#Var(buffer, 'warmlint_executable')},
  \ 'command': function('WarmlintAleCommand'),
  \ 'callback': function('WarmlintAleCallback'),
  \ 'output_stream': 'stdout',
  \})
endfor
call ale#fix#registry#Add('warmlint', 'WarmlintAleFix', s:filetypes, 'Apply the safe fixes of warmlint.')
unlet s:filetype s:filetypes
