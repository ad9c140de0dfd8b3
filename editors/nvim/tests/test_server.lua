--- The server, and drafts of all kinds.
local child = require('child')

local cases = {}

local equal = child.equal

local function with(run)
  child.with({}, run)
end

local function write(name, lines, ending)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  local path = folder .. '/' .. name
  vim.fn.writefile(vim.split(table.concat(lines, ending or '\n'), '\n'), path, 'b')
  return path
end

local draft = vim.fn.readfile(child.here .. '/drafts/tides.resolution')

function cases.a_draft_is_known_by_its_name_or_its_words()
  with(function(nvim)
    local function filetype(name, lines)
      nvim:edit(write(name, lines))
      return nvim:lua('return vim.bo.filetype'), nvim:lua('return #vim.lsp.get_clients({ name = "rapporteur" })')
    end
    local letter = { 'Dear colleagues,', 'the Resolution was adopted.' }
    equal({ filetype('letter.txt', letter) }, { 'text', 0 })
    equal({ filetype('letter.md', letter) }, { 'markdown', 0 })
    equal(filetype('new.resolution', {}), 'resolution')
    equal(filetype('new.resolution.txt', {}), 'resolution')
    equal(filetype('cover.txt', vim.list_extend({ 'Abstract:', 'This contribution' }, draft)), 'resolution')
    equal(filetype('radio.txt', { 'RESOLUTION ITU-R 1-9', 'considering' }), 'resolution')
    equal(filetype('robots.txt', letter), 'robots')
    equal(filetype('draft.md', draft), 'markdown')
    nvim:finds('stale-revision')
  end)
end

function cases.a_file_with_other_line_ends()
  with(function(nvim)
    local path = write('a.resolution', draft, '\r\n')
    nvim:edit(path)
    equal(nvim:lua('return vim.bo.fileformat'), 'dos')
    nvim:finds('stale-revision')
    nvim:at('b)\tthat it reports')
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'c)\t'
    end)
    nvim:keys('that it is cold;<Esc>')
    nvim:cmd('Rapporteur update')
    nvim:till('the new edition', function()
      return nvim:text():find('Resolution 130 (Rev. Bucharest, 2022)', 1, true)
    end)
    nvim:cmd('Rapporteur reletter')
    nvim:till('the next letters', function()
      return nvim:text():find('\nl)\tthat such a detour', 1, true) and nvim:text():find('described in considering l)', 1, true)
    end)
    nvim:cmd('write')
    local text = table.concat(vim.fn.readfile(path, 'b'), '\n')
    local _, lines = text:gsub('\n', '')
    local _, ends = text:gsub('\r\n', '')
    equal(ends, lines)
    assert(not text:find('\r\r'))
  end)
end

function cases.a_draft_of_a_megabyte()
  with(function(nvim)
    local long, size = vim.list_slice(draft, 1, 20), 0
    while size < 1e6 do
      local number = #long - 19
      local words = 'to count the gauges of bay %d, and to publish, as considering c) above asks, what was found there;'
      long[#long + 1] = ('%d\t%s'):format(number, words:format(number))
      size = size + #long[#long]
    end
    long[#long] = long[#long]:gsub(';$', '.')
    nvim:edit(write('long.resolution', long))
    nvim:finds('stale-revision')
    -- Typed at once, all of it must be there; then what it says wrong is found.
    local began = vim.uv.hrtime()
    nvim:at('b)\tResolution 139')
    nvim:keys('Oa)\tResolution 130 (Rev. Kyoto, 1994) of the Plenipotentiary Conference;<Esc>')
    nvim:till('what was typed is found wrong', function()
      return vim.iter(nvim:lua('return vim.diagnostic.get(0)')):any(function(finding)
        return finding.message:find('Kyoto, 1994', 1, true)
      end)
    end)
    local took = (vim.uv.hrtime() - began) / 1e6
    assert(took < 3000, ('%d ms'):format(took))
    nvim:keys('G[[')
    nvim:till('the last section', function()
      return nvim:line() == 'resolves'
    end)
  end)
end

function cases.the_folder_is_that_of_the_configuration()
  with(function(nvim)
    local path = write('a.resolution', draft)
    local folder = vim.fs.dirname(path)
    vim.fn.writefile({ 'meeting = "WTSA, New Delhi, 2024"', '[rules]', 'stale-revision = "off"', 'plain-space = "error"' }, folder .. '/rapporteur.toml')
    nvim:edit(path)
    nvim:till('its rules', function()
      local findings = nvim:findings()
      return vim.tbl_contains(findings, 'plain-space') and not vim.tbl_contains(findings, 'stale-revision')
    end)
    equal(nvim:lua('return vim.lsp.get_clients({ name = "rapporteur" })[1].config.root_dir'), folder)
    nvim:cmd('checkhealth rapporteur')
    local health = nvim:text()
    for _, words in ipairs({ 'found by PATH: ', 'rapporteur 0.', 'folder: ' .. folder, 'rapporteur.toml is there', 'a.resolution: ', 'meeting: WTSA-24 (New Delhi, 2024)' }) do
      assert(health:find(words, 1, true), words .. '\n' .. health)
    end
    assert(not health:find('ERROR', 1, true), health)
  end)
end

function cases.a_configuration_that_is_written_is_followed()
  with(function(nvim)
    local path = write('a.resolution', draft)
    local toml = vim.fs.dirname(path) .. '/rapporteur.toml'
    vim.fn.writefile({ '[rules]' }, toml)
    nvim:edit(path)
    nvim:finds('stale-revision')
    nvim:cmd('split ' .. toml)
    nvim:keys('Gostale-revision = "off"<Esc>:write<CR><C-w>p')
    nvim:till('the rule is off', function()
      return nvim:lua('return vim.bo.filetype') == 'resolution' and not vim.tbl_contains(nvim:findings(), 'stale-revision')
    end)
  end)
end

return cases
