--- A draft that is begun: some questions, and the server writes it.
local server = require('rapporteur.server')

local M = {}

--- So long a server may take to start, in milliseconds.
local STARTING = 5000

--- The bodies whose coming meetings nobody knows the place of yet.
local BODIES = { 'WTSA', 'PP', 'WTDC', 'WRC', 'RA' }

--- Leaves off: the drafter has answered a question with nothing.
local LEFT = {}

--- The meeting that was chosen last.
local last

--- Goes on when the drafter has answered. In a coroutine.
local function choose(prompt, items, format)
  local thread = coroutine.running()
  vim.ui.select(items, { prompt = prompt, format_item = format, kind = 'rapporteur.new' }, function(item)
    vim.schedule(function()
      coroutine.resume(thread, item)
    end)
  end)
  local item = coroutine.yield()
  return item == nil and error(LEFT) or item
end

local function ask(prompt, default)
  local thread = coroutine.running()
  vim.ui.input({ prompt = prompt, default = default }, function(words)
    vim.schedule(function()
      coroutine.resume(thread, words)
    end)
  end)
  local words = coroutine.yield()
  return words == nil and error(LEFT) or words
end

--- Has the server carry out a command; `nil` and why where it refuses.
local function execute(client, buffer, command, argument)
  local thread = coroutine.running()
  server.execute(client, command, argument, buffer, function(answer)
    coroutine.resume(thread, answer)
  end, function(message)
    coroutine.resume(thread, nil, message)
  end)
  return coroutine.yield()
end

--- The meeting, as the server reads it: those to come first, then those that were.
local function meeting(client, buffer)
  local known = assert(execute(client, buffer, 'rapporteur.meetings'))
  local coming, past = {}, {}
  for _, it in ipairs(known) do
    local held = it.code ~= vim.NIL and it.code or nil
    local name = ('%s, %s, %d'):format(it.body, it.place, it.year)
    local item = { says = held and ('%s (%s, %d)'):format(held, it.place, it.year) or name, value = held or name, year = it.year }
    table.insert(it.held == 'to-come' and coming or past, it.held ~= 'no' and item or nil)
  end
  for _, body in ipairs(BODIES) do
    table.insert(coming, { says = body .. ' (coming, place not known yet)', value = body, year = 0 })
  end
  table.sort(past, function(a, b)
    return a.year > b.year
  end)
  local items = vim.list_extend(last and { last } or {}, vim.list_extend(coming, past))
  last = choose('For which meeting?', items, function(item)
    return item.says
  end)
  return last.value
end

--- One of the texts.
local function text(client, buffer)
  local kinds = {
    { says = 'a new resolution (ADD)', kind = 'add' },
    { says = 'changes of an adopted text (MOD)', kind = 'modify' },
    { says = 'a text to be suppressed (SUP)', kind = 'suppress' },
    { says = 'a text to stay as it is (NOC)', kind = 'no-change' },
  }
  local chosen = choose('Which text?', kinds, function(item)
    return item.says
  end)
  if chosen.kind == 'add' then
    return { kind = 'add', title = ask('Its title: ') }
  elseif chosen.kind ~= 'modify' then
    return { kind = chosen.kind, text = ask('Which one: ', 'Resolution ') }
  end
  local bases = assert(execute(client, buffer, 'rapporteur.bases'))
  table.insert(bases, {})
  local base = choose('Which adopted text?', bases, function(item)
    return item.uri and ('%s of %s'):format(item.name, item.body) or 'another file…'
  end)
  if base.uri then
    return { kind = 'modify', uri = base.uri }
  end
  return { kind = 'modify', uri = vim.uri_from_fname(vim.fn.fnamemodify(ask('Its file: '), ':p')) }
end

--- What stands around the texts.
local function frame()
  local frames = {
    { says = 'a contribution, with cover text and proposals', kind = 'contribution' },
    { says = 'a working document of an ad hoc group (DT, TD)', kind = 'working' },
    { says = 'a text alone' },
  }
  local chosen = choose('What is to be begun?', frames, function(item)
    return item.says
  end)
  if chosen.kind == 'contribution' then
    return { contribution = ask('Who proposes, and the document: ', 'EUR/12A3') }
  elseif chosen.kind == 'working' then
    local number = ask('Its number: ', 'DT/1')
    local revision = tonumber(ask('How often it was revised: ', '0')) or 0
    return { workingDocument = { number = number, revision = revision, source = ask('Whose it is: ') } }
  end
  return {}
end

--- Begins a draft in a new buffer; or in the current draft further texts, with `to`.
local function begin(client, buffer, to)
  local asked = to and { to = to } or frame()
  local at = { uri = to, position = { line = 0, character = 0 } }
  local known = to and execute(client, buffer, 'rapporteur.meeting', at)
  if known and known ~= vim.NIL then
    asked.meeting = known.code ~= vim.NIL and known.code or known.name
  else
    asked.meeting = meeting(client, buffer)
  end
  asked.texts = {}
  repeat
    table.insert(asked.texts, text(client, buffer))
    local more = choose('Another text?', { 'no', 'yes' })
  until more == 'no'
  local begun, why = execute(client, buffer, 'rapporteur.new', asked)
  if not begun then
    return server.say(why, vim.log.levels.ERROR)
  end
  if to then
    local edit = { range = { start = begun.at, ['end'] = begun.at }, newText = begun.text }
    vim.lsp.util.apply_text_edits({ edit }, buffer, client.offset_encoding)
  else
    local lines = vim.split(begun.text:gsub('\n$', ''), '\n')
    -- One that was made only to ask from serves for it.
    if vim.api.nvim_buf_get_name(0) ~= '' or vim.bo.modified or vim.bo.filetype ~= 'resolution' then
      vim.cmd.enew()
    end
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.bo.filetype = 'resolution'
  end
  -- What stands before the cursor has no letters that Neovim counts otherwise.
  local row = math.min(begun.cursor.line + 1, vim.api.nvim_buf_line_count(0))
  vim.api.nvim_win_set_cursor(0, { row, math.min(begun.cursor.character, #vim.fn.getline(row)) })
  vim.cmd.startinsert({ bang = true })
  for _, caution in ipairs(begun.cautions) do
    server.say(caution, vim.log.levels.WARN)
  end
end

--- A server that runs, and a buffer to ask it from; where none runs, one is started for a new draft.
local function running()
  local client = vim.lsp.get_clients({ name = server.name })[1]
  if client then
    return client, next(client.attached_buffers) or 0
  end
  vim.cmd.enew()
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = 'resolution'
  vim.wait(STARTING, function()
    return server.serving(buffer) ~= nil
  end)
  return server.client(buffer), buffer
end

--- Asks what is to be begun, and begins it. With `here` the texts go to the end of the current draft.
---@param here boolean
function M.start(here)
  local client, buffer
  if here then
    buffer = vim.api.nvim_get_current_buf()
    client = server.client(buffer)
  else
    client, buffer = running()
  end
  if not client then
    return
  end
  local to = here and vim.uri_from_bufnr(buffer) or nil
  local thread = coroutine.create(function()
    local fine, why = pcall(begin, client, buffer, to)
    if not fine and why ~= LEFT then
      server.say(tostring(why), vim.log.levels.ERROR)
    end
  end)
  coroutine.resume(thread)
end

return M
