--- Which line of a view shows which line of its draft: a view is the draft without the marks of tracked changes, and without the
--- words of the other side.
local M = {}

--- So many lines a mark may have.
local MARK_LINES = 500

local closers = { ['{++'] = '++}', ['{--'] = '--}', ['{~~'] = '~~}', ['{>>'] = '<<}' }

--- Where the next mark opens, and where it closes: nothing, if it does not. Marks do not nest.
local function next_mark(text, from)
  local open
  repeat
    open = text:find('{[+~>-][+~>-]', from)
    from = open and open + 1
  until not open or closers[text:sub(open, open + 2)]
  if not open then
    return
  end
  local close = text:find(closers[text:sub(open, open + 2)], open + 3, true)
  local inner = close and text:sub(open + 3, close - 1) or ''
  for opener in inner:gmatch('{[+~>-][+~>-]') do
    close = not closers[opener] and close or nil
  end
  local parted = text:sub(open, open + 2) ~= '{~~' or inner:find('~>', 1, true)
  local short = select(2, inner:gsub('\n', '')) < MARK_LINES
  return open, parted and short and close or nil
end

--- Takes a draft apart: gives each part to a function, with whether a view has it.
---@param text string
---@param view 'base'|'proposed'
---@param part fun(from: integer, to: integer, seen: boolean)
local function take_apart(text, view, part)
  local at = 1
  local open, close = next_mark(text, 1)
  while open do
    if close then
      local signs = text:sub(open, open + 2)
      local inserted = signs == '{~~' and text:find('~>', open + 3, true) + 2 or signs == '{++' and open + 3 or close
      local deleted = signs == '{~~' and inserted - 3 or signs == '{--' and close - 1 or open + 2
      part(at, open - 1, true)
      part(open, open + 2, false)
      part(open + 3, deleted, view == 'base')
      part(deleted + 1, inserted - 1, false)
      part(inserted, close - 1, view == 'proposed')
      part(close, close + 2, false)
      at = close + 3
    end
    open, close = next_mark(text, close and at or open + 3)
  end
  part(at, #text, true)
end

--- Where lines of one text are in another that is nearly the same.
local function nearly(these, those)
  local where, line, other = {}, 1, 1
  for _, hunk in ipairs(vim.diff(these, those, { result_type = 'indices', linematch = 60 })) do
    local first, count, first_other, count_other = unpack(hunk)
    -- Where there is none, the line before is named.
    first = count == 0 and first + 1 or first
    first_other = count_other == 0 and first_other + 1 or first_other
    while line < first do
      where[line], line, other = other, line + 1, other + 1
    end
    for index = 0, count - 1 do
      where[first + index] = first_other + math.min(index, math.max(count_other - 1, 0))
    end
    line, other = first + count, first_other + count_other
  end
  return function(row)
    return where[row] or other + row - line
  end
end

---@class rapporteur.Matching
---@field view_of integer[] for each line of the draft, that of the view which shows it, or what comes next
---@field draft_of integer[] for each line of the view, that of the draft where it begins

---@param draft string[]
---@param shown string[]
---@param view 'base'|'proposed'
---@return rapporteur.Matching
function M.match(draft, shown, view)
  local text = table.concat(draft, '\n')
  local row, view_of, draft_of, seen_parts = 1, { 1 }, {}, {}
  take_apart(text, view, function(from, to, seen)
    local part = text:sub(from, to)
    for words, line_end in part:gmatch('([^\n]*)(\n?)') do
      if seen and words .. line_end ~= '' then
        draft_of[row] = draft_of[row] or #view_of
      end
      if line_end ~= '' then
        row = seen and row + 1 or row
        table.insert(view_of, row)
      end
    end
    table.insert(seen_parts, seen and part or '')
  end)
  local seen, shown_text = table.concat(seen_parts), table.concat(shown, '\n')
  if seen == shown_text then
    return { view_of = view_of, draft_of = draft_of }
  end
  -- A text without marks may be read as one with tracked changes, or the draft has changed by now.
  local to, back = nearly(seen .. '\n', shown_text .. '\n'), nearly(shown_text .. '\n', seen .. '\n')
  local lines = {}
  for line in ipairs(shown) do
    lines[line] = draft_of[back(line)]
  end
  return { view_of = vim.tbl_map(to, view_of), draft_of = lines }
end

return M
