--- The draft as ITU prints it, as a page for the browser. The page is written anew when the draft has changed.
local server = require('rapporteur.server')

local M = {}

--- So long the keyboard rests before the page is written again.
local REST = 300

--- The pages that were made, by the buffers of their drafts.
---@type table<integer, {path: string, timer: uv.uv_timer_t}>
local pages = {}

local function nothing() end

local function write(draft, path, written, failed)
  local client = server.serving(draft)
  if not client then
    return
  end
  server.execute(client, 'rapporteur.preview', { uri = vim.uri_from_bufnr(draft) }, draft, function(answer)
    vim.fn.writefile(vim.split(answer.html, '\n'), path, 'b')
    written()
  end, failed)
end

--- A draft has changed, or has another name or another server: its page follows, if it has one.
---@param draft integer
function M.follow(draft)
  local page = pages[draft]
  if page then
    page.timer:stop()
    page.timer:start(REST, 0, vim.schedule_wrap(function()
      -- Where it cannot be written, the draft has changed since: that is told next.
      write(draft, page.path, nothing, nothing)
    end))
  end
end

--- Writes the page of the current draft and opens it.
function M.show()
  if not server.client() then
    return
  end
  local draft = vim.api.nvim_get_current_buf()
  if not pages[draft] then
    local folder = vim.fn.tempname()
    vim.fn.mkdir(folder, 'p')
    local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(draft), ':t')
    local path = ('%s/%s.html'):format(folder, name ~= '' and name or 'draft')
    pages[draft] = { path = path, timer = assert(vim.uv.new_timer()) }
  end
  local path = pages[draft].path
  write(draft, path, function()
    local _, failed = vim.ui.open(path)
    if failed then
      server.say('the page is ' .. path .. ', and could not be opened: ' .. failed, vim.log.levels.WARN)
    end
  end)
end

return M
