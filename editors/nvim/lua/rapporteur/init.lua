--- Resolutions, read as their drafters do. Nothing here needs to be called: |rapporteur|.
local M = {}

--- Changes what is usual: |rapporteur-setup|.
---@param options rapporteur.Options?
function M.setup(options)
  local config = require('rapporteur.config')
  config.set(options)
  require('rapporteur.process').forgive()
  if vim.lsp.config then
    vim.lsp.config('rapporteur', { settings = { rapporteur = config.options.settings } })
  end
end

return M
