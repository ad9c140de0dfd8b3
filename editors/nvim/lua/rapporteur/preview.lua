--- The draft as ITU prints it, as a page for the browser. The page is written anew when the draft has changed.
local server = require('rapporteur.server')

local M = {}

--- So long the keyboard rests before the page is written again.
local REST = 300

--- The pages that were made, by the draft's URI.
---@type table<string, {path: string, timer: uv.uv_timer_t}>
local pages = {}

local function write(uri, path, written)
  local draft = vim.uri_to_bufnr(uri)
  local client = server.serving(draft)
  if not client then
    return
  end
  server.execute(client, 'rapporteur.preview', { uri = uri }, draft, function(answer)
    vim.fn.writefile(vim.split(answer.html, '\n'), path, 'b')
    written()
  end)
end

--- A draft has changed: its page follows, if it has one.
---@param uri string
function M.changed(uri)
  local page = pages[uri]
  if page then
    page.timer:stop()
    page.timer:start(REST, 0, vim.schedule_wrap(function()
      write(uri, page.path, function() end)
    end))
  end
end

--- Writes the page of the current draft and opens it.
function M.show()
  if not server.client() then
    return
  end
  local uri = vim.uri_from_bufnr(0)
  if not pages[uri] then
    local folder = vim.fn.tempname()
    vim.fn.mkdir(folder, 'p')
    local name = vim.fn.fnamemodify(vim.uri_to_fname(uri), ':t')
    pages[uri] = { path = ('%s/%s.html'):format(folder, name), timer = assert(vim.uv.new_timer()) }
  end
  local path = pages[uri].path
  write(uri, path, function()
    local _, failed = vim.ui.open(path)
    if failed then
      server.say('the page is ' .. path .. ', and could not be opened: ' .. failed, vim.log.levels.WARN)
    end
  end)
end

return M
