--- Text in square brackets, which is not agreed yet: the next one, the one before, and a list of all.
local server = require('rapporteur.server')

local M = {}

--- How long a motion waits for the server, in milliseconds.
local PATIENCE = 2000

--- What stands in square brackets, in the order of the draft, each as an item of a location list. Where there is nothing, that is
--- said.
local function all()
  local client, buffer = server.client(), vim.api.nvim_get_current_buf()
  if not client then
    return
  end
  local params = { command = 'rapporteur.brackets', arguments = { { uri = vim.uri_from_bufnr(buffer) } } }
  local found = server.ask_now(client, 'workspace/executeCommand', params, buffer, PATIENCE)
  if not found then
    return server.say('the server does not answer (:Rapporteur restart)', vim.log.levels.WARN)
  elseif #found == 0 then
    return server.say('this draft has no text in square brackets')
  end
  local locations = vim.tbl_map(function(bracketed)
    return { uri = vim.uri_from_bufnr(buffer), range = bracketed.range }
  end, found)
  local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
  for index, item in ipairs(items) do
    local bracketed = found[index]
    item.text = ('%s[%s]'):format(bracketed.name and bracketed.name ~= vim.NIL and bracketed.name .. ': ' or '', bracketed.words)
  end
  return items
end

--- Goes to the next one, or the one before; after the last comes the first, as in a search.
---@param forward boolean
function M.go(forward)
  local items = all()
  if not items then
    return
  end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local passed = 0
  for _, item in ipairs(items) do
    local before = item.lnum < row or item.lnum == row and item.col - 1 < column
    local here = item.lnum == row and item.col - 1 == column
    if before or here and forward then
      passed = passed + 1
    end
  end
  local count = vim.v.count1
  local index = forward and passed + count or passed + 1 - count
  local item = items[(index - 1) % #items + 1]
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { item.lnum, item.col - 1 })
end

--- Lists them all beside the draft.
function M.list()
  local items = all()
  if not items then
    return
  end
  vim.fn.setloclist(0, {}, ' ', { title = ('%d in square brackets'):format(#items), items = items })
  vim.cmd.lopen()
end

return M
