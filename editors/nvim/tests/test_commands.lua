--- `:Rapporteur` and what it does; motions and text objects.
local child = require('child')

local cases = {}
local with, equal = child.with, child.equal

--- Chooses what begins so, wherever the plugin lets the user choose.
local function choose(nvim, words)
  nvim:lua([[
    local words = ...
    vim.ui.select = function(items, options, chosen)
      _G.asked = vim.tbl_map(options.format_item, items)
      for index, item in ipairs(items) do
        if vim.startswith(options.format_item(item), words) then
          return chosen(item, index)
        end
      end
      chosen(nil)
    end
  ]], words)
end

local function till_text(nvim, words)
  nvim:till('the text has ' .. words, function()
    return nvim:text():find(words, 1, true)
  end)
end

function cases.what_is_completed()
  with({}, function(nvim)
    local function offered(line)
      return nvim:lua('return vim.fn.getcompletion(..., "cmdline")', line)
    end
    equal(offered('Rapporteur re'), { 'reject', 'reletter', 'restart', 'revise' })
    equal(offered('Rapporteur accept '), { 'all' })
    equal(offered('Rapporteur explain stale'), { 'stale-revision' })
    equal(offered('Rapporteur base '), {})
    equal(#offered('Rapporteur '), 27)
    nvim:cmd('Rapporteur prevew')
    nvim:cmd('Rapporteur accept some')
    nvim:cmd('Rapporteur update')
    local told = nvim:told()
    assert(told:find('there is no prevew; there are accept, add, agree, base,', 1, true), told)
    assert(told:find('accept knows no some', 1, true), told)
    assert(told:find('this is no draft of a resolution', 1, true), told)
  end)
end

function cases.a_section_or_all_of_them_are_lettered()
  with({ 'slips' }, function(nvim)
    nvim:at('b)\tthat a clock')
    nvim:cmd('Rapporteur reletter')
    till_text(nvim, '\nc)\tthat a clock')
    assert(nvim:text():find('\n4\tto publish', 1, true))
    nvim:cmd('Rapporteur reletter all')
    till_text(nvim, '\n3\tto publish')
    nvim:cmd('Rapporteur reletter all')
    nvim:till('a message', function()
      return nvim:told():find('all sections are lettered in order', 1, true)
    end)
  end)
end

function cases.a_mapping_does_what_its_command_does()
  with({ 'slips' }, function(nvim)
    nvim:cmd('nmap gl <Plug>(rapporteur-reletter)')
    nvim:at('b)\tthat a clock')
    nvim:keys('gl')
    till_text(nvim, '\nc)\tthat a clock')
  end)
end

function cases.citations_are_brought_up_to_date()
  with({ 'slips' }, function(nvim)
    nvim:keys('G')
    nvim:cmd('Rapporteur update')
    till_text(nvim, 'Resolution 130 (Rev. Bucharest, 2022)')
    till_text(nvim, 'Resolution 174 (Rev. Busan, 2014)')
    nvim:cmd('Rapporteur update')
    nvim:till('a message', function()
      return nvim:told():find('no citation here can be brought up to date', 1, true)
    end)
  end)
end

function cases.a_citation_is_chosen_from_the_catalogue()
  with({ 'tides' }, function(nvim)
    choose(nvim, 'Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference')
    nvim:at('to study how')
    nvim:cmd('Rapporteur cite confid secur')
    till_text(nvim, '1\tResolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conferenceto study')
    assert(#nvim:lua('return _G.asked') >= 1)
    nvim:cmd('Rapporteur cite zebra')
    nvim:till('a message', function()
      return nvim:told():find('no title has "zebra"', 1, true)
    end)
  end)
end

function cases.a_text_is_revised_and_proposed()
  with({ 'good' }, function(nvim)
    nvim:keys('G')
    nvim:cmd('Rapporteur propose')
    till_text(nvim, 'MOD')
    till_text(nvim, 'RESOLUTION 90 (Rev. {~~New Delhi, 2024~>')
    nvim:keys('u')
    nvim:till('the old text', function()
      return not nvim:text():find('MOD', 1, true)
    end)
    nvim:cmd('Rapporteur revise')
    till_text(nvim, 'RESOLUTION 90 (Rev. [place], 20XX)')
  end)
end

--- Where the cursor is, after it has come to a line.
local function till_line(nvim, words)
  nvim:till('the cursor at ' .. words, function()
    return nvim:lua('return vim.api.nvim_get_current_line()'):find(words, 1, true)
  end)
  return nvim:lua('return vim.api.nvim_win_get_cursor(0)[2]')
end

--- By the command of a name, and by the light bulb.
local function both_ways(run)
  local kinds = { insert = 'refactor.rewrite.insertClause', up = 'refactor.move.up', down = 'refactor.move.down' }
  for _, by_command in ipairs({ true, false }) do
    with({ 'good' }, function(nvim)
      run(nvim, function(name)
        if by_command then
          nvim:cmd('Rapporteur ' .. name)
        else
          nvim:lua(
            [[
              local kind = ...
              vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.kind == kind end })
            ]],
            kinds[name]
          )
        end
      end)
    end)
  end
end

function cases.a_clause_is_put_in_and_moved_and_the_cursor_goes_along()
  both_ways(function(nvim, act)
    nvim:at('a)\t')
    act('insert')
    till_text(nvim, '\nb)\t;\nc)')
    equal(till_line(nvim, 'b)\t;'), 3)
    nvim:keys('inew words<Esc>')
    equal(nvim:after(), 's;')
    act('down')
    till_text(nvim, '\nc)\tnew words')
    till_line(nvim, 'c)\tnew words')
    act('up')
    till_text(nvim, '\nb)\tnew words')
    till_line(nvim, 'b)\tnew words')
    equal(nvim:after(), 's;')
  end)
end

function cases.the_cursor_goes_along_in_the_window_that_it_is_in()
  both_ways(function(nvim, act)
    nvim:cmd('tab split')
    nvim:cmd('split')
    nvim:cmd('wincmd j')
    local window = nvim:api('get_current_win')
    nvim:at('b)\t')
    act('up')
    nvim:till('the clause above', function()
      return nvim:line():find('^a%).*whose goals guide the work')
    end)
    equal(nvim:api('get_current_win'), window)
  end)
end

local function till_after(nvim, words)
  nvim:till('the cursor before ' .. words, function()
    return vim.startswith(nvim:after(), words)
  end)
end

function cases.text_in_square_brackets_is_found_agreed_deleted_and_chosen()
  with({ 'good' }, function(nvim)
    nvim:at('a)\t')
    nvim:keys('A [if asked] [shall][should] [now]<Esc>gg]u')
    till_after(nvim, '[if asked]')
    nvim:cmd('Rapporteur agree')
    till_text(nvim, ' if asked [shall][should] [now]')
    nvim:keys('2]u')
    till_after(nvim, '[should]')
    nvim:cmd('Rapporteur choose')
    till_text(nvim, ' if asked should [now]')
    nvim:keys('[u')
    till_after(nvim, '[now]')
    nvim:cmd('Rapporteur brackets')
    nvim:till('the list', function()
      return nvim:lua('return vim.bo.buftype') == 'quickfix' and nvim:text():find('[now]', 1, true)
    end)
    nvim:cmd('lclose')
    nvim:cmd('Rapporteur delete')
    till_text(nvim, ' if asked should\n')
    nvim:keys(']u')
    nvim:till('a message', function()
      return nvim:told():find('no text in square brackets', 1, true)
    end)
  end)
end

function cases.a_draft_is_checked_for_submission()
  with({ 'tracked' }, function(nvim)
    nvim:cmd('Rapporteur submit editorial')
    nvim:till('the list', function()
      return nvim:lua('return vim.bo.buftype') == 'quickfix' and nvim:text():find('tracked-change', 1, true)
    end)
    assert(nvim:told():find('not ready as a text for the editorial committee: ', 1, true), nvim:told())
    equal(nvim:lua('return vim.fn.getqflist()[1].type'), 'E')
  end)
end

function cases.tracked_changes_are_accepted_and_rejected()
  with({ 'tracked' }, function(nvim)
    nvim:at('many of')
    nvim:cmd('Rapporteur accept')
    till_text(nvim, 'that many of the teams')
    nvim:at('Encourage~>')
    nvim:cmd('Rapporteur reject')
    till_text(nvim, '\nEncourage the creation')
    nvim:at('that such teams learn')
    nvim:keys('V:Rapporteur accept<CR>')
    till_text(nvim, '\nc)\tthat such teams learn')
    nvim:at('that a warning')
    nvim:cmd('Rapporteur accept')
    nvim:till('a message', function()
      return nvim:told():find('there is no tracked change here', 1, true)
    end)
    nvim:cmd('Rapporteur reject all')
    till_text(nvim, 'RESOLUTION 58 (Rev. Geneva, 2022)')
    assert(not nvim:text():find('{[+~-]'), nvim:text())
  end)
end

function cases.the_preview_is_a_page_that_follows()
  with({ 'tracked' }, function(nvim, folder)
    nvim:lua('vim.ui.open = function(path) _G.opened = path end')
    nvim:cmd('Rapporteur preview')
    local function page()
      local path = nvim:lua('return _G.opened')
      return type(path) == 'string' and table.concat(vim.fn.readfile(path), '\n') or ''
    end
    nvim:till('a page', function()
      return page():find('that <ins>many of</ins> the teams', 1, true)
    end)
    nvim:at('warning helps')
    nvim:keys('cwdrum<Esc>')
    nvim:till('a page with the new word', function()
      return page():find('a drum helps only those', 1, true)
    end)
    nvim:cmd('file ' .. folder .. '/other.resolution')
    nvim:at('drum helps')
    nvim:keys('cwbell<Esc>')
    nvim:till('a page of the draft by its new name', function()
      return page():find('a bell helps only those', 1, true)
    end)
  end)
end

function cases.pages_of_rules_and_of_the_catalogue()
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    nvim:at('Resolution 130')
    nvim:cmd('Rapporteur explain')
    nvim:sees('stale-revision  (citations; warning; on by default')
    nvim:keys('q')
    nvim:cmd('Rapporteur explain missing-tab')
    nvim:sees('missing-tab  (language;')
    nvim:cmd('Rapporteur catalogue 139')
    nvim:sees('Resolution 139 of the Plenipotentiary Conference')
    equal(nvim:lua('return #vim.api.nvim_list_wins()'), 2)
    nvim:cmd('Rapporteur catalogue confid secur')
    nvim:sees('130')
    nvim:keys('q')
    nvim:cmd('Rapporteur explain no-such-rule')
    nvim:till('a message', function()
      return nvim:told():find('no%-such%-rule')
    end)
    choose(nvim, 'label-sequence:')
    nvim:at('considering')
    nvim:cmd('Rapporteur explain')
    nvim:sees('label-sequence  (structure; error')
  end)
end

function cases.the_log_is_shown()
  with({ 'tides' }, function(nvim)
    nvim:lua([[vim.fn.writefile({ 'said' }, vim.lsp.get_log_path())]])
    nvim:cmd('Rapporteur log')
    equal(nvim:line(), 'said')
  end)
end

function cases.sections_are_gone_to()
  with({ 'tides' }, function(nvim)
    nvim:keys('gg]]')
    nvim:till('the first section', function()
      return nvim:line() == 'recalling'
    end)
    nvim:keys('2]]')
    nvim:till('two further', function()
      return nvim:line() == 'resolves'
    end)
    nvim:keys('j[[')
    nvim:till('its call', function()
      return nvim:line() == 'resolves'
    end)
    nvim:keys('[[')
    nvim:till('the one before', function()
      return nvim:line() == 'considering'
    end)
    nvim:keys('d]]')
    nvim:till('a section is gone', function()
      return not nvim:text():find('considering\n', 1, true) and nvim:line() == 'resolves'
    end)
  end)
end

function cases.clauses_and_sections_are_text_objects()
  with({ 'tides' }, function(nvim)
    nvim:at('reports every')
    nvim:keys('cicthat it sleeps<Esc>')
    till_text(nvim, '\nb)\tthat it sleeps;\nc)')
    nvim:keys('dac')
    nvim:till('the clause is gone', function()
      return not nvim:text():find('that it sleeps', 1, true)
    end)
    nvim:at('that salt')
    nvim:keys('daS')
    nvim:till('the section is gone', function()
      return not nvim:text():find('\nconsidering\n', 1, true) and nvim:line() == 'resolves'
    end)
    nvim:keys('jviSJ')
    till_text(nvim, 'resolves\n1\tto study how a report is passed on, as described in considering k); 2\tto publish')
  end)
end

function cases.sections_fold()
  if not child.is_new then
    return
  end
  with({ 'tides' }, function(nvim)
    nvim:at('that salt')
    nvim:till('a fold', function()
      return nvim:lua('return vim.fn.foldlevel(".")') > 0
    end)
    nvim:keys('zc')
    nvim:till('it is closed', function()
      return nvim:lua('return vim.fn.foldclosedend(".")') == 19
    end)
  end)
end

function cases.words_are_coloured_before_and_by_the_server()
  with({ 'tracked' }, function(nvim)
    local function group(words)
      nvim:at(words)
      return nvim:lua([[
        local id = vim.fn.synID(vim.fn.line('.'), vim.fn.col('.'), 1)
        return vim.fn.synIDattr(id, 'name')
      ]])
    end
    equal(group('considering'), 'RapporteurCall')
    equal(group('a)\tthat a warning'), 'RapporteurLabel')
    equal(group('RESOLUTION 58'), 'RapporteurHeading')
    equal(group('many of'), 'RapporteurInserted')
    equal(group('that few countries'), 'RapporteurDeleted')
    for _, scheme in ipairs({ 'default', 'blue' }) do
      nvim:cmd('colorscheme ' .. scheme)
      local function style(name)
        return nvim:lua('return vim.api.nvim_get_hl(0, { name = ... })', name)
      end
      equal({ style('RapporteurInserted').underline, style('RapporteurDeleted').strikethrough }, { true, true })
    end
    equal(group('Encourage~'), 'RapporteurOld')
    equal(group('Encouraging'), 'RapporteurNew')
    equal(group('Is there a newer'), 'RapporteurComment')
    equal(group('MOD'), 'RapporteurProposal')
    equal(group('Resolution\194\160130'), 'RapporteurCitation')
    local function token(words)
      nvim:at(words)
      return nvim:lua([[
        local names = {}
        for _, token in ipairs(vim.lsp.semantic_tokens.get_at_pos() or {}) do
          names[#names + 1] = token.type
          for modifier in pairs(token.modifiers) do names[#names + 1] = modifier end
        end
        return table.concat(names, ' ')
      ]])
    end
    nvim:till('the colours of the server', function()
      return token('considering') == 'call'
    end)
    equal(token('many of'), 'inserted')
    equal(token('that few countries'), 'deleted')
    nvim:cmd('colorscheme habamax')
    equal(nvim:lua([[return vim.api.nvim_get_hl(0, { name = '@lsp.type.call.resolution' }).link]]), 'RapporteurCall')
    equal(nvim:lua([[return vim.api.nvim_get_hl(0, { name = 'RapporteurCall' }).link]]), 'Statement')
  end)
end

function cases.what_can_be_set()
  with({}, function(nvim, folder)
    nvim:lua([[require('rapporteur').setup({
      virtual_text = false, next_label = false, completion = false, folding = false, inlay_hints = true, code_lens = true, colour = 1,
    })]])
    assert(nvim:told():find('setup{} knows no "colour"', 1, true), nvim:told())
    vim.uv.fs_copyfile(child.here .. '/drafts/tides.resolution', folder .. '/a.resolution')
    nvim:edit(folder .. '/a.resolution')
    nvim:finds('stale-revision')
    nvim:sees('→ Rev. Bucharest, 2022')
    nvim:sees('2 references')
    -- Neovim 0.10 shows it by itself.
    equal(nvim:screen():find('is superseded', 1, true) ~= nil, not child.is_new)
    nvim:at('b)\tthat it reports')
    nvim:keys('A<CR>x<Esc>')
    nvim:till('no label', function()
      return nvim:line() == 'x'
    end)
    nvim:at('k)\tthat such')
    nvim:till('the places', function()
      nvim:lua('vim.lsp.codelens.run()')
      return nvim:lua('return vim.fn.getqflist({ title = 1, size = 1 })').size == 2
    end)
    equal(nvim:lua('return vim.fn.getqflist({ title = 1 })').title, '2 references')
  end)
end

return cases
