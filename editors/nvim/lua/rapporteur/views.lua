--- The text in force and the text as proposed, each in a split that follows the draft.
local server = require('rapporteur.server')

local M = {}

local titles = { base = 'text in force', proposed = 'as proposed' }

--- The buffers that show a draft, by its URI and the view.
---@type table<string, table<string, integer>>
local shown = {}

--- Puts lines into a buffer. Those that stay are not touched, so that windows stay where they are.
local function write(buffer, lines)
  local old = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local first = 0
  while first < #old and first < #lines and old[first + 1] == lines[first + 1] do
    first = first + 1
  end
  local same = 0
  while same < math.min(#old, #lines) - first and old[#old - same] == lines[#lines - same] do
    same = same + 1
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, first, #old - same, false, vim.list_slice(lines, first + 1, #lines - same))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
end

--- Asks for a view again.
local function update(uri, view, buffer)
  local draft = vim.uri_to_bufnr(uri)
  local client = server.serving(draft)
  if not client then
    return
  end
  server.execute(client, 'rapporteur.view', { uri = uri, view = view }, draft, function(answer)
    if vim.api.nvim_buf_is_valid(buffer) then
      write(buffer, vim.split(answer.text:gsub('\r\n?', '\n'):gsub('\n$', ''), '\n'))
    end
  end)
end

--- A draft has changed: what shows it follows.
---@param uri string
function M.changed(uri)
  for view, buffer in pairs(shown[uri] or {}) do
    if vim.api.nvim_buf_is_valid(buffer) then
      update(uri, view, buffer)
    else
      shown[uri][view] = nil
    end
  end
end

--- A buffer for a view, by a name that says what it is.
local function make(uri, view)
  local buffer = vim.api.nvim_create_buf(false, true)
  local path = vim.fn.fnamemodify(vim.uri_to_fname(uri), ':~:.')
  vim.api.nvim_buf_set_name(buffer, ('%s (%s)'):format(path, titles[view]))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = false
  return buffer
end

--- Shows a view of the current draft in a split beside it.
---@param view 'base'|'proposed'
function M.show(view)
  local client = server.client()
  if not client then
    return
  end
  local uri = vim.uri_from_bufnr(0)
  shown[uri] = shown[uri] or {}
  local buffer = shown[uri][view]
  if buffer and vim.api.nvim_buf_is_valid(buffer) then
    local window = vim.fn.bufwinid(buffer)
    if window ~= -1 then
      return vim.api.nvim_set_current_win(window)
    end
  end
  buffer = make(uri, view)
  shown[uri][view] = buffer
  local draft = vim.api.nvim_get_current_win()
  vim.cmd('rightbelow vertical sbuffer ' .. buffer)
  -- Now that it has a window: some options are the window's.
  vim.bo[buffer].filetype = 'resolution'
  vim.api.nvim_set_current_win(draft)
  update(uri, view, buffer)
end

return M
