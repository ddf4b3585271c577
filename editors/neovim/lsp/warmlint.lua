-- warmlint for Neovim 0.11 and later: with this folder on 'runtimepath', vim.lsp.enable('warmlint').
return {
  cmd = { 'warmlint', 'lsp' },
  -- Files in which no prompt is recognised get no findings.
  filetypes = { 'yaml', 'json', 'jsonc', 'jsonl', 'markdown', 'text', 'jinja', 'jinja2', 'htmldjango', 'liquid', 'handlebars', 'mustache' },
  root_markers = { '.warmlint.yaml', 'warmlint.lock', '.git' },
  settings = { warmlint = {} },
}
