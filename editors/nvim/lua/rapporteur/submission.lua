--- The check for submission: what a draft must not have left in it, in the quickfix list.
local server = require('rapporteur.server')

local M = {}

--- The doors, as the server names them.
M.doors = { 'contribution', 'editorial', 'working-document' }

local types = { 'E', 'W', 'I', 'N' }

--- Checks the draft, or all that are open or in the folder.
---@param door string
---@param all boolean
function M.check(door, all)
  local client = server.client()
  if not client then
    return
  end
  local buffer = vim.api.nvim_get_current_buf()
  local asked = { door = door, uri = not all and vim.uri_from_bufnr(buffer) or nil }
  server.execute(client, 'rapporteur.submission', asked, buffer, function(report)
    -- Errors first; within a level the order of the server, which is that of files and places.
    local items = {}
    for severity, type in ipairs(types) do
      for _, found in ipairs(report.findings) do
        if found.severity == severity then
          local item = vim.lsp.util.locations_to_items({ { uri = found.uri, range = found.range } }, client.offset_encoding)[1]
          item.type, item.text = type, ('%s (%s)'):format(found.message, found.rule)
          table.insert(items, item)
        end
      end
    end
    local errors = ('%d error%s'):format(report.errors, report.errors == 1 and '' or 's')
    server.say(('%s as %s: %s'):format(report.errors > 0 and 'not ready' or 'ready', report.as, errors))
    vim.fn.setqflist({}, ' ', { title = 'As ' .. report.as, items = items })
    if #items > 0 then
      vim.cmd('botright copen')
    end
  end)
end

return M
