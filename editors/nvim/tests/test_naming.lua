--- A draft that gets its first name, or another: the server goes on with it.
local child = require('child')

local cases = {}
local with, equal = child.with, child.equal

local function hovers(nvim)
  nvim:at('considering k)')
  nvim:keys('K')
  nvim:sees('11 of 11 in considering')
  nvim:keys('l')
end

--- All that works as one drafts works.
local function works(nvim)
  nvim:letters_by_hand()
  nvim:at('b)\tthat it reports')
  nvim:keys('A<BS>')
  vim.wait(300)
  assert(not vim.tbl_contains(nvim:findings(), 'clause-punctuation'))
  nvim:keys('<Esc>')
  nvim:cmd('write')
  -- What is being written is found fault with when it is written to the file.
  nvim:finds('clause-punctuation')
  nvim:keys('A;<CR>')
  nvim:till('a label', function()
    return nvim:line() == 'c)\t'
  end)
  nvim:keys('Resolution 13' .. (child.is_new and '' or '<C-x><C-o>'))
  nvim:sees('Resolution 130 (Rev. Bucharest, 2022)')
  nvim:keys('<C-e><Esc>dd')
  nvim:till('the line is gone', function()
    return vim.startswith(nvim:line(), 'c)\tthat its battery')
  end)
  hovers(nvim)
  equal(nvim:lua('return #vim.lsp.get_clients({ bufnr = 0 })'), 1)
  equal(nvim:told(), '')
end

function cases.its_first()
  with({}, function(nvim, folder)
    nvim:cmd('setfiletype resolution')
    nvim:served()
    nvim:cmd('0read ' .. child.folder({ 'tides' }) .. '/tides.resolution')
    nvim:cmd('write ' .. folder .. '/named.resolution')
    nvim:finds('stale-revision')
    works(nvim)
    nvim:cmd('edit!')
    nvim:finds('stale-revision')
    works(nvim)
    nvim:cmd('file ' .. folder .. '/other.resolution')
    nvim:finds('stale-revision')
    works(nvim)
  end)
end

function cases.another()
  with({ 'tides' }, function(nvim, folder)
    nvim:cmd('file ' .. folder .. '/other.resolution')
    nvim:finds('stale-revision')
    hovers(nvim)
    works(nvim)
    nvim:cmd('saveas ' .. folder .. '/third.resolution')
    works(nvim)
  end)
end

function cases.one_in_another_folder()
  with({ 'tides' }, function(nvim, folder)
    vim.fn.mkdir(folder .. '/meeting')
    vim.fn.writefile({ '[rules]', 'stale-revision = "off"' }, folder .. '/meeting/rapporteur.toml')
    nvim:finds('stale-revision')
    nvim:cmd('saveas ' .. folder .. '/meeting/tides.resolution')
    nvim:till('the folder says what is found', function()
      return nvim:lua('return #vim.lsp.get_clients({ bufnr = 0 })') == 1 and not vim.tbl_contains(nvim:findings(), 'stale-revision')
    end)
    works(nvim)
  end)
end

return cases
