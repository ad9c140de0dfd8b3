--- Tracked changes by keys: the next one, the one before, accepted, rejected; and the list of all.
local child = require('child')

local cases = {}
local with, equal = child.with, child.equal

local function till_after(nvim, words)
  nvim:till('the cursor before ' .. words, function()
    return vim.startswith(nvim:after(), words)
  end)
end

local function till_text(nvim, words)
  nvim:till('the text has ' .. words, function()
    return nvim:text():find(words, 1, true)
  end)
end

function cases.the_next_and_the_one_before()
  with({ 'tracked' }, function(nvim)
    nvim:keys('gg]k')
    till_after(nvim, '{~~Geneva, 2022~>New Delhi, 2024~~})')
    nvim:keys(']k')
    till_after(nvim, '{~~Encourage~>')
    nvim:keys('3]k')
    till_after(nvim, '{--b)')
    -- A change of several lines, from within and from its end.
    nvim:keys('j0')
    nvim:keys('[k')
    till_after(nvim, '{--b)')
    nvim:keys('2]k')
    -- A comment is no change.
    till_after(nvim, '{++many of ++}')
    nvim:keys(']k')
    till_after(nvim, '{++c)')
    -- After the last comes the first.
    nvim:keys('G]k')
    till_after(nvim, '{~~Geneva, 2022~>New Delhi, 2024~~})')
    nvim:keys('[k')
    till_after(nvim, '{~~2~>3~~}')
    nvim:keys("''")
    nvim:till('one comes back as from any jump', function()
      return vim.startswith(nvim:line(), 'RESOLUTION')
    end)
  end)
end

function cases.as_motions_for_operators_and_a_selection()
  with({ 'tracked' }, function(nvim)
    nvim:at('a)\tthat a warning')
    nvim:keys('d]k')
    nvim:till('all up to the next change is gone', function()
      return vim.startswith(nvim:line(), '{--b)')
    end)
    nvim:keys('u')
    nvim:at('many of')
    nvim:keys('v]k<Esc>')
    till_after(nvim, '{++c)')
    equal(nvim:lua([[return vim.fn.getpos("'<")[2] < vim.fn.getpos("'>")[2] ]]), true)
  end)
end

function cases.one_after_the_other_is_accepted_or_rejected()
  with({ 'tracked' }, function(nvim)
    nvim:keys('gg]k\\a')
    till_text(nvim, 'RESOLUTION 58 (Rev. New Delhi, 2024)')
    nvim:keys(']k')
    till_after(nvim, '{~~Encourage~>')
    nvim:keys('\\r')
    till_text(nvim, '\nEncourage the creation')
  end)
end

function cases.accept_and_reject_by_key()
  with({ 'tracked' }, function(nvim)
    nvim:at('many of')
    nvim:keys('\\a')
    till_text(nvim, 'that many of the teams')
    nvim:keys('u')
    till_text(nvim, 'that {++many of ++}the teams')
    nvim:keys('\\r')
    till_text(nvim, 'that the teams')
    -- All that is selected.
    nvim:at('a)\tthat a warning')
    nvim:keys('VG\\a')
    till_text(nvim, '\n3\tto collect what these teams')
    nvim:at('a)\tthat a warning')
    nvim:keys('\\a')
    nvim:till('a message', function()
      return nvim:told():find('there is no tracked change here', 1, true)
    end)
  end)
end

function cases.all_are_listed()
  with({ 'tracked' }, function(nvim)
    nvim:cmd('Rapporteur changes')
    nvim:till('the list', function()
      return nvim:lua('return vim.bo.buftype') == 'quickfix' and nvim:text():find('replaced: Encourage → Encouraging', 1, true)
    end)
    assert(nvim:text():find('considering b): inserted: many of', 1, true), nvim:text())
    nvim:sees('tracked changes')
  end)
  with({ 'tides' }, function(nvim)
    nvim:keys(']k')
    nvim:till('a message', function()
      return nvim:told():find('this draft has no tracked changes', 1, true)
    end)
  end)
end

function cases.keys_are_not_mapped_where_nobody_wants_that()
  with({}, function(nvim, folder)
    nvim:lua('vim.g.no_plugin_maps = true')
    nvim:edit(folder .. '/a.resolution')
    equal(nvim:lua([[return vim.fn.maparg(']k', 'n') .. vim.fn.maparg('\\a', 'n')]]), '')
    nvim:lua('vim.g.no_plugin_maps = nil')
    nvim:edit(folder .. '/b.resolution')
    equal(nvim:lua([[return vim.fn.maparg('\\a', 'n')]]), '<Plug>(rapporteur-accept)')
    nvim:cmd('set filetype=text')
    equal(nvim:lua([[return vim.fn.maparg(']k', 'n') .. vim.fn.maparg('\\a', 'n') .. vim.fn.maparg('\\a', 'x')]]), '')
  end)
end

return cases
