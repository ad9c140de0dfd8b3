--- A draft that gets another name is another text to the server, perhaps of another folder. Neovim tells that only when it is
--- written, and not at all when that gives a draft its first name.
local server = require('rapporteur.server')

local M = {}

--- Drafts that are served, and get another name now.
---@type table<integer, boolean>
local served = {}

--- Drafts that got their first name: Neovim has forgotten to tell when those are written.
---@type table<integer, boolean>
local forgotten = {}

--- Before: the text of the old name is closed.
---@param buffer integer
function M.before(buffer)
  for _, client in ipairs(vim.lsp.get_clients({ name = server.name, bufnr = buffer })) do
    if vim.lsp.completion then
      vim.lsp.completion.enable(false, client.id, buffer)
    end
    vim.lsp.buf_detach_client(buffer, client.id)
    served[buffer] = true
  end
end

--- After: that of the new name is opened.
---@param buffer integer
---@param first boolean whether it had none
function M.after(buffer, first)
  if served[buffer] then
    served[buffer] = nil
    forgotten[buffer] = forgotten[buffer] or first
    server.start_all()
  end
end

---@param buffer integer
function M.written(buffer)
  local client = forgotten[buffer] and server.serving(buffer)
  if client then
    server.notify(client, 'textDocument/didSave', { textDocument = { uri = vim.uri_from_bufnr(buffer) } })
  end
end

return M
