-- Run by tests/editors/lsp.sh in a headless Neovim: the server attached to the file that is open, its
-- diagnostics, the action that ignores one, and what is left. Prints to the file $OUT.
local out = assert(io.open(vim.env.OUT, 'w'))
local function say(...)
  out:write(table.concat({ ... }, ' ') .. '\n')
  out:flush()
end

-- As editors/README.md has it; 0.7 has no vim.lsp.config.
local start = vim.lsp.start or function(config)
  local id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, id)
  return id
end
local client_id = start({ name = 'warmlint', cmd = { 'warmlint', 'lsp', '--today', '2026-11-21' }, root_dir = vim.env.ROOT })

local function wait(what, fits)
  if not vim.wait(10000, fits, 20) then
    say('no', what)
    vim.cmd('cquit')
  end
end
local function found(code)
  for _, d in ipairs(vim.diagnostic.get(0)) do
    if d.code == code or (d.user_data and d.user_data.lsp.code == code) then return d end
  end
end

wait('diagnostics', function() return found('WL101') end)
local d = found('WL101')
say('diagnostic', d.lnum, d.col, d.end_lnum, d.end_col, d.severity, vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, true)[1]:sub(d.col + 1, d.end_col))

-- What the cursor is told.
vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
local client = vim.lsp.get_client_by_id(client_id)
local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
local hover = client.request_sync('textDocument/hover', params, 5000, 0)
say('hover', hover.result.contents.value:match('### (WL101 %S+)'))
say('encoding', client.offset_encoding)

-- Typing: the finding moves with its text.
vim.api.nvim_buf_set_lines(0, 0, 0, true, { '# 日本 😀' })
wait('a moved diagnostic', function() return found('WL101') and found('WL101').lnum == d.lnum + 1 end)
say('moved')

-- The action, chosen as a user would.
local function act(only, title)
  local range = vim.lsp.util.make_range_params(0, client.offset_encoding)
  range.context = { diagnostics = {}, only = only }
  for _, action in ipairs(client.request_sync('textDocument/codeAction', range, 5000, 0).result) do
    if not title or action.title == title then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      return action.title
    end
  end
end
act({ 'quickfix' }, 'Ignore WL101 here, with a reason')
wait('the finding to go', function() return not found('WL101') end)
say('ignored', vim.fn.search('warmlint: ignore\\[WL101\\]', 'w') > 0 and 'with a comment' or 'without')

-- All safe repairs.
say('before', found('WL402') and 'WL402' or '-')
say('repaired', act({ 'source.fixAll' }) or 'nothing')
wait('the repaired finding to go', function() return not found('WL402') end)
say('left', vim.fn.search('max_tokens: 128000', 'w') > 0 and 'the most that the model can write' or 'something else')
vim.lsp.stop_client(client_id)
wait('the end', function() return vim.lsp.client_is_stopped(client_id) end)
say('stopped')
vim.cmd('qall!')
