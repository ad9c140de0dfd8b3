--- Track changes, by keys.
local child = require('child')

local cases = {}

--- A proposal, tracked.
local function with_proposal(run)
  child.with({ 'harbour' }, function(nvim)
    local text = 'MOD\tIAP/1/1\n' .. nvim:text() .. '\nReasons: It is time.'
    nvim:api('buf_set_lines', 0, 0, -1, false, vim.split(text, '\n'))
    nvim:cmd('write')
    nvim:cmd('Rapporteur track')
    nvim:till('it is said', function()
      return nvim:told():find('what you type is tracked', 1, true)
    end)
    run(nvim)
  end)
end

local function becomes(nvim, line)
  nvim:till('the line is ' .. line, function()
    return nvim:line() == line
  end)
end

--- The first clause of the draft, between its marks.
local function words(nvim)
  nvim:at('a)\t')
  return nvim:line()
end

function cases.what_is_typed_is_inserted_and_one_u_takes_it()
  with_proposal(function(nvim)
    local before = words(nvim)
    local first, rest = before:match('^(a%)\t%S+)(.*)$')
    nvim:at(rest)
    nvim:keys('i, now,')
    becomes(nvim, first .. '{++, now,++}' .. rest)
    nvim:keys('<Esc>u')
    becomes(nvim, before)
    nvim:keys('<C-r>')
    becomes(nvim, first .. '{++, now,++}' .. rest)
    nvim:keys('u')
    becomes(nvim, before)
  end)
end

function cases.what_is_taken_away_is_deleted_by_x_by_a_motion_and_by_backspace()
  with_proposal(function(nvim)
    local before = words(nvim)
    local label, first, rest = before:match('^(a%)\t)(%S+)(.*)$')
    nvim:at(first .. rest)
    nvim:keys('xx')
    becomes(nvim, label .. '{--' .. first:sub(1, 2) .. '--}' .. first:sub(3) .. rest)
    nvim:keys('uu')
    becomes(nvim, before)
    nvim:at(first .. rest)
    nvim:keys('cwthis<Esc>')
    becomes(nvim, label .. '{~~' .. first .. '~>this~~}' .. rest)
    nvim:keys('u')
    becomes(nvim, before)
    nvim:at(rest)
    nvim:keys('i<BS><BS>x<Esc>')
    becomes(nvim, label .. first:sub(1, -3) .. '{~~' .. first:sub(-2) .. '~>x~~}' .. rest)
  end)
end

function cases.enter_and_o_bring_a_tracked_label()
  with_proposal(function(nvim)
    words(nvim)
    nvim:selects(2)
    nvim:keys('o')
    nvim:till('a label', function()
      return nvim:line() == '{++b)\t'
    end)
    nvim:keys('that more is to come;<Esc>')
    nvim:till('a label', function()
      return nvim:line():find('^{%+%+b%)\tthat more is to come;$') ~= nil
    end)
    assert(nvim:text():find('{~~b~>c~~})\tthat towers fall', 1, true))
    assert(nvim:told():find('How is a clause called that is put between others?', 1, true))
  end)
end

function cases.reasons_are_written_plainly_and_what_ends_it()
  with_proposal(function(nvim)
    nvim:sees('Tracking changes')
    nvim:at('It is time')
    nvim:keys('inow <Esc>')
    becomes(nvim, 'Reasons: now It is time.')
    nvim:cmd('Rapporteur track')
    local before = words(nvim)
    nvim:keys('Ax<Esc>')
    becomes(nvim, before .. 'x')
  end)
end

return cases
