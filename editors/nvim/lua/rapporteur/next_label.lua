--- Enter at the end of a clause brings the next label, and so do `o` and `O`: what LSP calls formatting on type, which
--- Neovim 0.11 does not do by itself.
local server = require('rapporteur.server')

local M = {}

--- So long a drafter may wait for it at most.
local PATIENCE = 500

local namespace = vim.api.nvim_create_namespace('rapporteur.next_label')

--- Buffers where it is wanted.
local wanted = {}

--- How far below the line of the cursor the new one is, by mode and key.
local below = { i = { ['\r'] = 1, ['\n'] = 1 }, n = { o = 1, O = -1 } }

--- Applies edits; the cursor stays after what is put where it is.
local function apply(edits, buffer, encoding)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local cursor = vim.api.nvim_buf_set_extmark(buffer, namespace, row - 1, column, { right_gravity = true })
  vim.lsp.util.apply_text_edits(edits, buffer, encoding)
  local at = vim.api.nvim_buf_get_extmark_by_id(buffer, namespace, cursor, {})
  vim.api.nvim_buf_del_extmark(buffer, namespace, cursor)
  vim.api.nvim_win_set_cursor(0, { at[1] + 1, at[2] })
end

--- Asks what follows a line that was begun.
local function begun(buffer, row)
  local client = server.serving(buffer)
  if not client then
    return
  end
  local edits = server.ask_now(client, 'textDocument/onTypeFormatting', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = row, character = 0 },
    ch = '\n',
    options = { tabSize = vim.lsp.util.get_effective_tabstop(buffer), insertSpaces = vim.bo[buffer].expandtab },
  }, buffer, PATIENCE)
  if edits and #edits > 0 then
    apply(edits, buffer, client.offset_encoding)
  end
end

--- Looks, when a key has been carried out, whether it has begun a line.
local function watch(buffer, step)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local lines = vim.api.nvim_buf_line_count(buffer)
  local mark = vim.api.nvim_buf_set_extmark(buffer, namespace, row - 1, column, { right_gravity = step < 0 })
  vim.schedule(function()
    if not vim.api.nvim_buf_is_valid(buffer) then
      return
    end
    local at = vim.api.nvim_buf_get_extmark_by_id(buffer, namespace, mark, {})
    vim.api.nvim_buf_del_extmark(buffer, namespace, mark)
    local still_here = vim.api.nvim_get_current_buf() == buffer
    if still_here and at[1] and vim.api.nvim_buf_line_count(buffer) > lines then
      begun(buffer, at[1] + step)
    end
  end)
end

---@param buffer integer
function M.enable(buffer)
  wanted[buffer] = true
  vim.on_key(function(key)
    local buffer = vim.api.nvim_get_current_buf()
    if not wanted[buffer] then
      return
    end
    local step = (below[vim.api.nvim_get_mode().mode] or {})[key]
    if step then
      watch(buffer, step)
    end
  end, namespace)
end

return M
