--- The text in force and the text as proposed, beside their draft.
local child = require('child')

local cases = {}
local with, equal = child.with, child.equal

--- The text of the window beside the current one.
local function beside(nvim)
  return nvim:lua([[
    local other = vim.fn.win_getid(vim.fn.winnr('#'))
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if window ~= vim.api.nvim_get_current_win() then other = window end
    end
    return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(other), 0, -1, false), '\n')
  ]])
end

function cases.the_text_in_force_and_as_proposed_follow_the_draft()
  with({ 'tracked' }, function(nvim)
    nvim:cmd('Rapporteur base')
    nvim:till('the text in force', function()
      return beside(nvim):find('\nb)\tthat few countries have a team', 1, true)
    end)
    assert(nvim:lua('return vim.bo.modifiable'), 'the draft stays current')
    nvim:at('to support the creation')
    nvim:keys('inow and always <Esc>')
    nvim:till('the text in force follows', function()
      return beside(nvim):find('1\tnow and always to support', 1, true)
    end)
    nvim:sees('resolution (text in force)')
    nvim:cmd('only')
    nvim:cmd('Rapporteur proposed')
    nvim:till('the text as proposed', function()
      return beside(nvim):find('\nb)\tthat many of the teams', 1, true) and not beside(nvim):find('{++', 1, true)
    end)
    nvim:sees('resolution (as proposed)')
    nvim:cmd('wincmd l')
    equal(nvim:lua('return { vim.bo.modifiable, vim.bo.filetype }'), { false, 'resolution' })
  end)
end

--- A long draft in which every tenth clause is deleted and every tenth is new: the words of each say which it is.
local function long()
  local lines = vim.list_slice(vim.fn.readfile(child.here .. '/drafts/tides.resolution'), 2, 4)
  table.insert(lines, 1, 'MOD\tTIDX/12A1/1')
  table.insert(lines, 'resolves')
  for number = 1, 200 do
    local clause = ('%d\tto count gauge no. %d, %s;'):format(number, number, ('and to look '):rep(number % 7))
    if number % 10 == 0 then
      clause = ('{--%s\n--}'):format(clause)
    elseif number % 10 == 5 then
      clause = ('{++%s\n++}'):format(clause)
    elseif number % 10 == 7 then
      clause = clause:gsub('to look', '{~~to look~>to listen~~}', 1) .. '\n'
    else
      clause = clause .. '\n'
    end
    vim.list_extend(lines, { clause })
  end
  local text = table.concat(lines, '\n'):gsub('\n\n', '\n'):gsub('\n([+-][+-]})\n', '\n%1')
  local path = vim.fn.tempname() .. '.resolution'
  vim.fn.writefile(vim.split(text, '\n'), path)
  return path
end

--- The gauge of the line that is first in a window, and that of the line with the cursor.
local function gauges(nvim, window)
  return unpack(nvim:lua(
    [[
      return vim.api.nvim_win_call(..., function()
        local function gauge(line)
          return tonumber(vim.fn.getline(line):match('gauge no%. (%d+)')) or 0
        end
        return { gauge('w0'), gauge('.') }
      end)
    ]],
    window
  ))
end

--- Opens that draft, and a view of it; their windows.
local function beside_long(nvim, view)
  nvim:edit(long())
  nvim:served()
  nvim:cmd('Rapporteur ' .. view)
  nvim:till('the view', function()
    return beside(nvim):find('gauge no. 199', 1, true)
  end)
  local windows = nvim:lua('return vim.api.nvim_tabpage_list_wins(0)')
  equal(#windows, 2)
  return unpack(windows)
end

function cases.a_view_scrolls_along_clause_by_clause()
  for view, hidden in pairs({ base = 5, proposed = 0 }) do
    with({}, function(nvim)
      local draft, shown = beside_long(nvim, view)
      for _, keys in ipairs({ '<C-f>', '<C-f>', 'G', '<C-b>', '100Gzt', '3<C-e>', 'gg', '40Gzz', '<C-d>', '5j' }) do
        nvim:keys(keys)
        nvim:till('the view at the same clauses after ' .. keys, function()
          nvim:cmd('redraw')
          -- What is not in the view: then comes what follows it.
          local function seen(gauge)
            return gauge % 10 == hidden and gauge > 0 and gauge + 1 or gauge
          end
          local top, line = gauges(nvim, draft)
          local top_seen, line_seen = gauges(nvim, shown)
          local fine = top_seen == math.min(seen(top), 199) and line_seen == math.min(seen(line), 199)
          return fine or error(vim.inspect({ top, line, top_seen, line_seen }))
        end)
      end
    end, { columns = 120 })
  end
end

function cases.a_draft_scrolls_along_with_its_view()
  with({}, function(nvim)
    local draft, shown = beside_long(nvim, 'proposed')
    nvim:cmd('wincmd l')
    nvim:keys('100Gzt')
    nvim:till('the draft at the same clause', function()
      local top, line = gauges(nvim, draft)
      local top_seen, line_seen = gauges(nvim, shown)
      return top > 90 and top == top_seen and line == line_seen
    end)
    nvim:cmd('wincmd h')
    vim.wait(100)
    equal({ gauges(nvim, draft) }, { gauges(nvim, shown) })
  end)
end

function cases.a_view_stays_at_its_clause_while_the_draft_is_typed_in()
  with({}, function(nvim)
    local draft, shown = beside_long(nvim, 'proposed')
    nvim:keys('100Gzto{++new words;<CR>++}<Esc>')
    nvim:till('the words', function()
      return beside(nvim):find('new words', 1, true)
    end)
    nvim:keys('40<C-e>')
    nvim:till('the view at the same clause', function()
      local top = gauges(nvim, draft)
      return top > 120 and gauges(nvim, shown) == (top % 10 == 0 and top + 1 or top)
    end)
  end)
end

--- The names of all buffers, their last parts.
local function names(nvim)
  return nvim:lua([[
    local names = {}
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      table.insert(names, vim.fs.basename(vim.api.nvim_buf_get_name(buffer)))
    end
    table.sort(names)
    return names
  ]])
end

local function till_followed(nvim, words)
  nvim:keys('ggOword ' .. words .. '<Esc>')
  nvim:till('the view follows', function()
    return beside(nvim):find('word ' .. words, 1, true)
  end)
end

function cases.a_view_follows_a_draft_that_gets_another_name()
  with({ 'tracked' }, function(nvim, folder)
    nvim:cmd('Rapporteur base')
    nvim:till('the text in force', function()
      return beside(nvim):find('that few countries', 1, true)
    end)
    nvim:cmd('saveas ' .. folder .. '/second.resolution')
    nvim:sees('second.resolution (text in force)')
    till_followed(nvim, 'one')
    nvim:cmd('file ' .. folder .. '/third.resolution')
    nvim:sees('third.resolution (text in force)')
    till_followed(nvim, 'two')
    nvim:cmd('Rapporteur update')
    nvim:till('an answer', function()
      return nvim:told():find('no citation here can be brought up to date', 1, true)
    end)
    nvim:cmd('write')
    till_followed(nvim, 'three')
    equal(names(nvim), { 'second.resolution', 'third.resolution', 'third.resolution (text in force)', 'tracked.resolution' })
    nvim:cmd('Rapporteur base')
    equal(nvim:lua('return #vim.api.nvim_tabpage_list_wins(0)'), 2)
    equal(nvim:told(), 'rapporteur: no citation here can be brought up to date')
  end, { columns = 180 })
end

function cases.a_view_follows_a_draft_that_gets_its_first_name()
  with({}, function(nvim, folder)
    nvim:cmd('setfiletype resolution')
    nvim:served()
    nvim:cmd('0read ' .. child.folder({ 'tracked' }) .. '/tracked.resolution')
    nvim:cmd('Rapporteur base')
    nvim:sees('] (text in force)')
    nvim:cmd('Rapporteur proposed')
    nvim:sees('] (as proposed)')
    nvim:cmd('only')
    nvim:cmd('Rapporteur base')
    till_followed(nvim, 'zero')
    nvim:cmd('write ' .. folder .. '/named.resolution')
    nvim:sees('named.resolution (text in force)')
    till_followed(nvim, 'one')
    nvim:cmd('Rapporteur base')
    equal(nvim:lua('return #vim.api.nvim_tabpage_list_wins(0)'), 2)
    equal(nvim:told(), '')
  end, { columns = 180 })
end

function cases.a_view_follows_a_server_that_is_started_again()
  with({ 'tracked' }, function(nvim)
    nvim:cmd('Rapporteur base')
    till_followed(nvim, 'one')
    nvim:cmd('Rapporteur restart')
    till_followed(nvim, 'two')
  end)
end

return cases
