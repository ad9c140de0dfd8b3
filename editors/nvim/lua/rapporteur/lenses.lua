--- What stands above clauses and headings, and what it does.
local M = {}

--- The commands that the server's lenses carry; they are the editor's.
M.commands = {
  ['rapporteur.showReferences'] = function(command, context)
    local client = assert(vim.lsp.get_client_by_id(context.client_id))
    local items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = command.title, items = items })
    vim.cmd('botright copen')
  end,
  ['rapporteur.showPreview'] = function()
    require('rapporteur.preview').show()
  end,
}

--- Neovim asks for them when it is told to.
---@param buffer integer
function M.enable(buffer)
  vim.lsp.codelens.refresh({ bufnr = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    group = vim.api.nvim_create_augroup('rapporteur.lenses' .. buffer, {}),
    buffer = buffer,
    callback = function()
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end,
  })
end

return M
