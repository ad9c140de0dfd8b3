--- Tells the server when the cursor comes to another line or another file: what waited while the drafter wrote there is shown
--- then.
local server = require('rapporteur.server')

local known

return function(buffer)
  local row = vim.api.nvim_win_get_cursor(0)[1]
  local here = buffer .. ' ' .. row
  if here == known then
    return
  end
  known = here
  server.cursor_moved(buffer, row - 1)
end
