--- Places in a draft that the server lists: the next one, the one before, and a list of all.
local server = require('rapporteur.server')

local M = {}

---@class rapporteur.Places
---@field command string of the server: it answers with the `range` of each, the `name` of its clause, if any, and its `words`
---@field none string what to say where there are none
---@field title string of their list, by their number
---@field line fun(place: table): string what stands there

--- All of them, in the order of the draft, each as an item of a location list. Where there are none, that is said.
---@param places rapporteur.Places
local function all(places)
  local client, buffer = server.client(), vim.api.nvim_get_current_buf()
  if not client then
    return
  end
  local uri = vim.uri_from_bufnr(buffer)
  local params = { command = places.command, arguments = { { uri = uri } } }
  local found = server.ask_now(client, 'workspace/executeCommand', params, buffer)
  if not found then
    return
  elseif #found == 0 then
    return server.say(places.none)
  end
  local locations = vim.tbl_map(function(place)
    return { uri = uri, range = place.range }
  end, found)
  local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
  for index, item in ipairs(items) do
    local name = found[index].name
    item.text = (name and name ~= vim.NIL and name .. ': ' or '') .. places.line(found[index])
  end
  return items
end

--- Goes to the next one, or the one before; after the last comes the first, as in a search.
---@param places rapporteur.Places
---@param forward boolean
function M.go(places, forward)
  local items = all(places)
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
---@param places rapporteur.Places
function M.list(places)
  local items = all(places)
  if not items then
    return
  end
  vim.fn.setloclist(0, {}, ' ', { title = places.title:format(#items), items = items })
  vim.cmd.lopen()
end

--- Text in square brackets, which is not agreed yet.
---@type rapporteur.Places
M.brackets = {
  command = 'rapporteur.brackets',
  none = 'this draft has no text in square brackets',
  title = '%d in square brackets',
  line = function(bracketed)
    return ('[%s]'):format(bracketed.words)
  end,
}

--- Tracked changes.
---@type rapporteur.Places
M.changes = {
  command = 'rapporteur.changes',
  none = 'this draft has no tracked changes',
  title = '%d tracked changes',
  line = function(change)
    return ('%s: %s'):format(change.kind, change.words)
  end,
}

return M
