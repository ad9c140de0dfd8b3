--- Text in square brackets, which is not agreed yet: the next one, the one before, and a list of all.
local server = require('rapporteur.server')

local M = {}

--- How long a motion waits for the server, in milliseconds.
local PATIENCE = 2000

local NONE = 'this draft has no text in square brackets'

--- What stands in square brackets, in the order of the draft, each as an item of a location list.
local function all(client, buffer)
  local params = { command = 'rapporteur.brackets', arguments = { { uri = vim.uri_from_bufnr(buffer) } } }
  local found = server.ask_now(client, 'workspace/executeCommand', params, buffer, PATIENCE)
  if not found then
    server.say('the server does not answer (:Rapporteur restart)', vim.log.levels.WARN)
    return
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
  local client = server.client()
  local items = client and all(client, vim.api.nvim_get_current_buf())
  if not items then
    return
  elseif #items == 0 then
    return server.say(NONE)
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
  local client = server.client()
  local items = client and all(client, vim.api.nvim_get_current_buf())
  if not items then
    return
  elseif #items == 0 then
    return server.say(NONE)
  end
  vim.fn.setloclist(0, {}, ' ', { title = ('%d in square brackets'):format(#items), items = items })
  vim.cmd.lopen()
end

return M
