--- A citation from the catalogue, in full, as it is written at the meeting that the draft is for.
local server = require('rapporteur.server')

local M = {}

--- How an edition stands, where a drafter should know before citing it.
local standings = { superseded = ' (superseded)', suppressed = ' (suppressed)', unknown = ' (standing unknown)' }

local function line(text)
  return ('%s%s: %s'):format(text.citation, standings[text.standing] or '', text.title or 'title unknown')
end

--- Puts words in at the cursor: before it in Normal mode, as `i` would.
local function insert(words)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column, { words })
  vim.api.nvim_win_set_cursor(0, { row, column + #words })
end

--- Lets one choose from the texts that fit some words, and puts it in.
---@param words string?
function M.choose(words)
  local client = server.client()
  if not client then
    return
  end
  local buffer = vim.api.nvim_get_current_buf()
  local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local query = { query = words or '', uri = here.textDocument.uri, position = here.position }
  server.execute(client, 'rapporteur.catalogue', query, buffer, function(texts)
    if #texts == 0 then
      return server.say(('no title has %q'):format(words or ''))
    end
    vim.ui.select(texts, { prompt = 'Cite:', kind = 'rapporteur.citation', format_item = line }, function(chosen)
      if chosen then
        insert(chosen.citation)
      end
    end)
  end)
end

return M
