--- Enter at the end of a clause brings the next label, and so do `o` and `O`; Backspace after a label that nothing follows takes it
--- away.
local following = require('rapporteur.following')
local server = require('rapporteur.server')
local track = require('rapporteur.track')

local M = {}

local namespace = vim.api.nvim_create_namespace('rapporteur.next_label')

--- Buffers where it is wanted.
local wanted = {}

--- Keys that begin a line, by mode.
local begins = { i = { ['\r'] = true, ['\n'] = true }, n = { o = true, O = true } }

local backspace = vim.keycode('<BS>')

--- Whether a key may be followed by something: it begins a line, or takes the TAB after a label.
local function may_be_followed(key)
  local mode = vim.api.nvim_get_mode().mode
  if (begins[mode] or {})[key] then
    return true
  end
  local before = vim.api.nvim_get_current_line():sub(1, vim.api.nvim_win_get_cursor(0)[2])
  return mode == 'i' and key == backspace and before:find('^[{+]*%(?%w+[.%)]*\t$') ~= nil
end

--- Asks what follows, when the key has been carried out.
local function watch(client, buffer)
  local since = following.settle(client, buffer)
  vim.schedule(function()
    local here = vim.api.nvim_buf_is_valid(buffer) and vim.api.nvim_get_current_buf() == buffer
    if here and vim.lsp.util.buf_versions[buffer] ~= since then
      following.follow(client, buffer, { since = since, plain = true }, function() end)
    end
  end)
end

---@param buffer integer
function M.enable(buffer)
  wanted[buffer] = true
  vim.on_key(function(key)
    local buffer = vim.api.nvim_get_current_buf()
    -- Where changes are tracked, this comes with what follows from each change.
    if not wanted[buffer] or track.is_on(buffer) then
      return
    end
    local client = may_be_followed(key) and server.serving(buffer)
    if client then
      watch(client, buffer)
    end
  end, namespace)
end

return M
