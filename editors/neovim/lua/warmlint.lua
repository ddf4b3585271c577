-- warmlint for Neovim 0.7 to 0.10, which have no vim.lsp.enable: require('warmlint').setup({...}), where the table may
-- have anything that vim.lsp.start_client takes, `filetypes` and `root_markers`.
local M = {}

local defaults = {
  name = 'warmlint',
  cmd = { 'warmlint', 'lsp' },
  filetypes = { 'yaml', 'json', 'jsonc', 'jsonl', 'markdown', 'text', 'jinja', 'jinja2', 'htmldjango', 'liquid', 'handlebars', 'mustache' },
  root_markers = { '.warmlint.yaml', 'warmlint.lock', '.git' },
  settings = { warmlint = {} },
}

-- The nearest folder at or above the file that has one of the markers; else the working directory.
local function root_of(path, markers)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then return folder end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then return vim.fn.getcwd() end
    folder = above
  end
end

local clients = {} -- by root

local function attach(config, buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or vim.bo[buffer].buftype ~= '' then return end
  local root = root_of(path, config.root_markers)
  if vim.lsp.start then -- 0.8: finds a client of that name and root by itself
    vim.lsp.start(vim.tbl_extend('force', config, { root_dir = root }))
    return
  end
  if not (clients[root] and vim.lsp.get_client_by_id(clients[root])) then
    clients[root] = vim.lsp.start_client(vim.tbl_extend('force', config, { root_dir = root }))
  end
  if clients[root] then vim.lsp.buf_attach_client(buffer, clients[root]) end
end

function M.setup(options)
  local config = vim.tbl_deep_extend('force', defaults, options or {})
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('warmlint', { clear = true }),
    pattern = config.filetypes,
    callback = function(event) attach(config, event.buf) end,
  })
end

return M
