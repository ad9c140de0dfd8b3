--- The text in force and the text as proposed, each in a split that follows the draft: its words, its name, and where it is
--- scrolled to.
local server = require('rapporteur.server')

local M = {}

local titles = { base = 'text in force', proposed = 'as proposed' }

---@class rapporteur.View
---@field draft integer the buffer of the draft
---@field view 'base'|'proposed'
---@field matching rapporteur.Matching?

--- What is shown, by the buffers that show it.
---@type table<integer, rapporteur.View>
local views = {}

--- The views of a draft that are still there, by their buffers.
---@return table<integer, rapporteur.View>
local function of_draft(draft)
  local found = {}
  for buffer, shown in pairs(views) do
    if not vim.api.nvim_buf_is_valid(buffer) then
      views[buffer] = nil
    elseif shown.draft == draft then
      found[buffer] = shown
    end
  end
  return found
end

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

--- Scrolls a window to a line, with the cursor on another.
local function scroll(window, top, line)
  local last = vim.api.nvim_buf_line_count(vim.api.nvim_win_get_buf(window))
  vim.api.nvim_win_call(window, function()
    local at = vim.fn.winsaveview()
    local to = { topline = math.min(top, last), lnum = math.min(line, last) }
    if at.topline ~= to.topline or at.lnum ~= to.lnum then
      vim.fn.winrestview(to)
    end
  end)
end

--- What is beside the current window is scrolled along with it: the views of a draft, or the draft of a view.
function M.scroll()
  local here = vim.api.nvim_get_current_buf()
  local top, line = vim.fn.line('w0'), vim.fn.line('.')
  local function along(buffer, lines)
    for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
      if vim.api.nvim_win_get_buf(window) == buffer and lines[top] and lines[line] then
        scroll(window, lines[top], lines[line])
      end
    end
  end
  local view = views[here]
  if view and view.matching then
    along(view.draft, view.matching.draft_of)
  end
  for buffer, shown in pairs(of_draft(here)) do
    if shown.matching then
      along(buffer, shown.matching.view_of)
    end
  end
end

--- Asks for a view again.
---@param shown rapporteur.View
local function update(buffer, shown)
  local client = server.serving(shown.draft)
  if not client then
    return
  end
  local asked = { uri = vim.uri_from_bufnr(shown.draft), view = shown.view }
  server.execute(client, 'rapporteur.view', asked, shown.draft, function(answer)
    if vim.api.nvim_buf_is_valid(buffer) then
      local lines = vim.split(answer.text:gsub('\r\n?', '\n'):gsub('\n$', ''), '\n')
      write(buffer, lines)
      local draft = vim.api.nvim_buf_get_lines(shown.draft, 0, -1, false)
      shown.matching = require('rapporteur.matching_lines').match(draft, lines, shown.view)
      M.scroll()
    end
  end, function()
    -- The draft has changed since: that is told next.
  end)
end

--- Gives a view a name that says of what it is.
---@param shown rapporteur.View
local function name(buffer, shown)
  local of = vim.api.nvim_buf_get_name(shown.draft)
  local new = ('%s (%s)'):format(of ~= '' and of or ('[No Name %d]'):format(shown.draft), titles[shown.view])
  local old = vim.api.nvim_buf_get_name(buffer)
  if old ~= vim.fn.fnamemodify(new, ':p') then
    vim.api.nvim_buf_set_name(buffer, new)
    -- Neovim keeps another buffer for the old name.
    for _, left in ipairs(vim.api.nvim_list_bufs()) do
      if old ~= '' and vim.api.nvim_buf_get_name(left) == old then
        vim.api.nvim_buf_delete(left, {})
      end
    end
  end
end

--- A draft has changed, or has another name or another server: what shows it follows.
---@param draft integer
function M.follow(draft)
  for buffer, shown in pairs(of_draft(draft)) do
    name(buffer, shown)
    update(buffer, shown)
  end
end

--- Shows a view of the current draft in a split beside it.
---@param view 'base'|'proposed'
function M.show(view)
  if not server.client() then
    return
  end
  local draft = vim.api.nvim_get_current_buf()
  for buffer, shown in pairs(of_draft(draft)) do
    local window = shown.view == view and vim.fn.bufwinid(buffer) or -1
    if window ~= -1 then
      return vim.api.nvim_set_current_win(window)
    end
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  local shown = { draft = draft, view = view }
  views[buffer] = shown
  name(buffer, shown)
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = false
  local window = vim.api.nvim_get_current_win()
  vim.cmd('rightbelow vertical sbuffer ' .. buffer)
  -- Now that it has a window: some options are the window's.
  vim.bo[buffer].filetype = 'resolution'
  -- What is above the cursor in the draft may be nothing here.
  vim.wo.scrolloff = 0
  vim.api.nvim_set_current_win(window)
  update(buffer, shown)
end

return M
