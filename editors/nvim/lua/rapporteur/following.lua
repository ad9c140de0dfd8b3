--- What follows from typing: the server is asked, and what it answers is written.
local config = require('rapporteur.config')
local server = require('rapporteur.server')

local M = {}

--- So long a key may wait for what follows from it, in milliseconds.
local PATIENCE = 500

local namespace = vim.api.nvim_create_namespace('rapporteur.following')

--- Makes the server know the text as it is now, and gives the number by which it knows it. Neovim sends changes late, several as one;
--- before anything else that it tells it sends them.
---@param client vim.lsp.Client
---@param buffer integer the current one
---@return integer
function M.settle(client, buffer)
  local at = { line = vim.api.nvim_win_get_cursor(0)[1] - 1, character = 0 }
  server.notify(client, 'rapporteur/cursorMoved', { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = at })
  return vim.lsp.util.buf_versions[buffer]
end

--- Applies edits of the current buffer. The cursor stays after what is put where it is, unless the server says where it goes.
local function write(buffer, edits, encoding, cursor)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local mark = vim.api.nvim_buf_set_extmark(buffer, namespace, row - 1, column, { right_gravity = true })
  vim.lsp.util.apply_text_edits(edits, buffer, encoding)
  local at = vim.api.nvim_buf_get_extmark_by_id(buffer, namespace, mark, {})
  vim.api.nvim_buf_del_extmark(buffer, namespace, mark)
  if cursor then
    local location = { uri = vim.uri_from_bufnr(buffer), range = { start = cursor, ['end'] = cursor } }
    local item = vim.lsp.util.locations_to_items({ location }, encoding)[1]
    at = { item.lnum - 1, item.col - 1 }
  end
  vim.api.nvim_win_set_cursor(0, { at[1] + 1, at[2] })
end

--- Asks how a clause between others is called; remembered for the buffer.
local function choose(buffer, choice, chosen)
  local ways = {
    { between = 'bis', says = choice.bis .. ': the other clauses keep their letters' },
    { between = 'reletter', says = ('re-letter the rest: %d tracked changes'):format(choice.rest) },
  }
  local options = {
    prompt = 'How is a clause called that is put between others?',
    kind = 'rapporteur.between',
    format_item = function(way)
      return way.says
    end,
  }
  vim.ui.select(ways, options, function(way)
    vim.b[buffer].rapporteur_between = way and way.between or nil
    chosen(way)
  end)
end

---@class rapporteur.Typed
---@field since integer the number of the text before
---@field forward boolean? what follows the cursor was taken away
---@field plain boolean? nothing is tracked

--- Asks what follows from what was typed in the current buffer, and writes it; then does something else.
---@param client vim.lsp.Client
---@param buffer integer
---@param typed rapporteur.Typed
---@param done fun()
function M.follow(client, buffer, typed, done)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local asked = vim.tbl_extend('force', typed, {
    uri = params.textDocument.uri,
    position = params.position,
    always = true,
    labels = config.options.next_label,
    between = vim.b[buffer].rapporteur_between,
  })
  local request = { command = 'rapporteur.trackTyping', arguments = { asked } }
  local answer = server.ask_quietly(client, 'workspace/executeCommand', request, buffer, PATIENCE)
  if not answer or answer == vim.NIL or answer.version ~= vim.lsp.util.buf_versions[buffer] then
    return done()
  end
  local function finish()
    -- Not where something was undone just before.
    pcall(vim.cmd.undojoin)
    write(buffer, answer.edits, client.offset_encoding, answer.cursor ~= vim.NIL and answer.cursor or nil)
    done()
  end
  if not answer.choice then
    return finish()
  end
  choose(buffer, answer.choice, function(way)
    if vim.api.nvim_get_current_buf() ~= buffer then
      return
    elseif way then
      return M.follow(client, buffer, typed, done)
    end
    finish()
  end)
end

return M
