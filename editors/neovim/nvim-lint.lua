-- warmlint for nvim-lint (https://github.com/mfussenegger/nvim-lint): lints the buffer as it stands,
-- saved or not. In your init.lua:
--   local lint = require('lint')
--   lint.linters.warmlint = dofile('/path/to/warmlint/editors/neovim/nvim-lint.lua')
--   for _, filetype in ipairs({ 'yaml', 'json', 'markdown', 'text' }) do
--     lint.linters_by_ft[filetype] = vim.list_extend({ 'warmlint' }, lint.linters_by_ft[filetype] or {})
--   end
--   vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
--     callback = function() lint.try_lint() end,
--   })
local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  info = vim.diagnostic.severity.INFO,
}

return {
  cmd = 'warmlint',
  stdin = true,
  stream = 'stdout',
  ignore_exitcode = true, -- 1 says that there are findings
  args = {
    'check', '--format', 'json', '--skip-unrecognised', '--stdin-filename',
    function() return vim.api.nvim_buf_get_name(0) end,
    '-',
  },
  -- warmlint's lines and bytes count from 1, Neovim's from 0; both end behind the range.
  parser = function(output)
    local decoded, report = pcall(vim.json.decode, output)
    if not decoded then return {} end
    local diagnostics = {}
    for _, finding in ipairs(report.diagnostics) do
      table.insert(diagnostics, {
        lnum = finding.start.line - 1,
        col = finding.start.byte - 1,
        end_lnum = finding['end'].line - 1,
        end_col = finding['end'].byte - 1,
        severity = severities[finding.severity],
        code = finding.code,
        source = 'warmlint',
        message = finding.message,
      })
    end
    return diagnostics
  end,
}
