--- Track changes: what is typed over the text in force becomes a tracked change. One types as anywhere; after each change the server is
--- asked what follows from it, and that is written so that one `u` takes both.
local following = require('rapporteur.following')
local server = require('rapporteur.server')

local M = {}

--- What the window's bar shows where it shows nothing else.
local BAR = '%=Tracking changes (:Rapporteur track ends it)'

---@class rapporteur.Tracked
---@field since integer the number of the text that is known to be tracked
---@field seq integer the last of its undoable changes then
---@field cursor integer[] where the cursor was

--- The buffers that are tracked.
---@type table<integer, rapporteur.Tracked>
local tracked = {}

local group = vim.api.nvim_create_augroup('rapporteur.track', {})

--- All up to now is as it should be.
local function settle(buffer)
  local client, state = server.serving(buffer), tracked[buffer]
  if client and state then
    state.since = following.settle(client, buffer)
    state.seq = vim.fn.undotree().seq_last
    state.cursor = vim.api.nvim_win_get_cursor(0)
  end
end

--- Asks what follows from what has changed since, and writes it.
local function changed(buffer)
  local state, client = tracked[buffer], server.serving(buffer)
  if not state or not client or vim.api.nvim_get_current_buf() ~= buffer then
    return
  end
  local inserting = vim.api.nvim_get_mode().mode:find('^[iR]') ~= nil
  -- What is undone or done again was tracked: it makes no new change that could be undone.
  if not inserting and vim.fn.undotree().seq_last == state.seq then
    return settle(buffer)
  end
  -- A cursor that stays where it was had before it what was taken away.
  local forward = vim.deep_equal(vim.api.nvim_win_get_cursor(0), state.cursor)
  following.follow(client, buffer, { since = state.since, forward = forward }, function()
    settle(buffer)
  end)
end

---@param buffer integer
---@return boolean
function M.is_on(buffer)
  return tracked[buffer] ~= nil
end

local function begin(buffer)
  tracked[buffer] = { since = vim.lsp.util.buf_versions[buffer], seq = vim.fn.undotree().seq_last, cursor = vim.api.nvim_win_get_cursor(0) }
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI', 'TextChangedP' }, {
    group = group,
    buffer = buffer,
    callback = function()
      changed(buffer)
    end,
  })
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI' }, {
    group = group,
    buffer = buffer,
    callback = function()
      -- Before the next change, and not by the last.
      if tracked[buffer] and vim.lsp.util.buf_versions[buffer] == tracked[buffer].since then
        tracked[buffer].cursor = vim.api.nvim_win_get_cursor(0)
      end
    end,
  })
  vim.api.nvim_create_autocmd('BufUnload', {
    group = group,
    buffer = buffer,
    callback = function()
      tracked[buffer] = nil
    end,
  })
  if vim.wo.winbar == '' then
    vim.wo[0][0].winbar = BAR
  end
end

local function finish(buffer)
  tracked[buffer] = nil
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  if vim.wo.winbar == BAR then
    vim.wo[0][0].winbar = ''
  end
end

--- Begins it for the current draft, or ends it, and says so.
function M.toggle()
  local buffer = vim.api.nvim_get_current_buf()
  if tracked[buffer] then
    finish(buffer)
    return server.say('what you type changes the text itself')
  end
  if not server.client() then
    return
  end
  begin(buffer)
  settle(buffer)
  server.say('what you type is tracked, but for cover text, reasons and texts that are all new')
end

return M
