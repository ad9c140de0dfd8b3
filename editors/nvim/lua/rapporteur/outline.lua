--- Texts, sections and clauses at the cursor, as the server's outline has them: motions and text objects.
local server = require('rapporteur.server')

local M = {}

--- The kinds by which the outline tells them apart (SymbolKind of LSP).
local SECTION, CLAUSE = 3, 15

---@param client vim.lsp.Client
local function symbols(client)
  -- By its number: for 0, Neovim would not send first what was typed last.
  local buffer = vim.api.nvim_get_current_buf()
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  return server.ask_now(client, 'textDocument/documentSymbol', params, buffer) or {}
end

--- All symbols of a kind, outer ones first.
local function all(list, kind, found)
  for _, symbol in ipairs(list) do
    if symbol.kind == kind then
      table.insert(found, symbol)
    end
    all(symbol.children or {}, kind, found)
  end
  return found
end

--- The innermost symbol of a kind that holds a line.
local function symbol_at(list, kind, line)
  local found
  for _, symbol in ipairs(all(list, kind, {})) do
    if symbol.range.start.line <= line and line <= symbol.range['end'].line then
      found = symbol
    end
  end
  return found
end

--- Goes to the next or last section, as `]]` does.
---@param forward boolean
function M.go(forward)
  local client = server.client()
  if not client then
    return
  end
  local places = {}
  for _, section in ipairs(all(symbols(client), SECTION, {})) do
    table.insert(places, section.range.start.line + 1)
  end
  table.sort(places, function(a, b)
    return (a < b) == forward and a ~= b
  end)
  local left = vim.v.count1
  local line = vim.api.nvim_win_get_cursor(0)[1]
  local to
  for _, place in ipairs(places) do
    if left > 0 and (place - line) * (forward and 1 or -1) > 0 then
      to, left = place, left - 1
    end
  end
  if to then
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_cursor(0, { to, 0 })
  end
end

--- Selects from one place to another, both counted from 0.
local function select(mode, first, from, last, to)
  if vim.fn.mode():find('^[vV\22]') then
    vim.cmd('normal! \27')
  end
  vim.api.nvim_win_set_cursor(0, { first + 1, from })
  vim.cmd('normal! ' .. mode)
  vim.api.nvim_win_set_cursor(0, { last + 1, to })
end

local function line_at(line)
  return vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1] or ''
end

--- Selects the words of a clause, between its label and its mark.
local function select_words(symbol)
  local first, last = symbol.range.start.line, symbol.range['end'].line
  local named = line_at(first):sub(1, symbol.selectionRange['end'].character)
  -- A clause without label is named by its first word.
  local label = named:find('^%a+$') and '' or named
  local from = #label + #line_at(first):sub(#label + 1):match('^%s*')
  local to = #line_at(last):gsub('%s*[;,.:]?%s*$', '') - 1
  select('v', first, from, last, math.max(to, first == last and from or 0))
end

---@param what 'clause'|'section'
---@param around boolean
function M.select(what, around)
  local client = server.client()
  if not client then
    return
  end
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local symbol = symbol_at(symbols(client), what == 'clause' and CLAUSE or SECTION, line)
  if not symbol then
    return
  end
  local first, last = symbol.range.start.line, symbol.range['end'].line
  if what == 'clause' and not around then
    return select_words(symbol)
  end
  -- Inside a section are its clauses; the call heads them.
  if what == 'section' and not around then
    first = math.min(first + 1, last)
  end
  select('V', first, 0, last, 0)
end

return M
