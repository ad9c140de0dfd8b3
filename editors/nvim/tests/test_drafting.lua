--- A draft from end to end, by keys.
local child = require('child')

local cases = {}

local with = child.with

function cases.a_finding_stands_behind_its_line()
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    nvim:sees('Resolution 130 (Rev. Dubai, 2018) is superseded')
  end, { columns = 180 })
end

function cases.K_shows_the_clause_that_is_meant()
  with({ 'tides' }, function(nvim)
    nvim:at('considering k)')
    nvim:keys('K')
    nvim:sees('11 of 11 in considering')
  end)
end

function cases.a_reference_leads_to_its_clause_and_back()
  with({ 'tides' }, function(nvim)
    nvim:at('considering k)')
    nvim:keys('<C-]>')
    nvim:till('the clause', function()
      return vim.startswith(nvim:line(), 'k)\t')
    end)
    nvim:keys('<C-t>')
    nvim:till('the reference', function()
      return vim.startswith(nvim:after(), 'considering k)')
    end)
  end)
end

function cases.a_clause_gets_another_letter_and_the_references_follow()
  with({ 'tides' }, function(nvim)
    nvim:at('k)\tthat such')
    if child.is_new then
      nvim:keys('grn')
      nvim:sees('New Name: k')
      nvim:keys('<C-u>a)<CR>')
    else
      nvim:lua('vim.lsp.buf.rename(...)', 'a)')
    end
    nvim:till('the reference follows', function()
      return nvim:text():find('as described in considering a);', 1, true)
        and nvim:text():find('learned under considering a) and k) above', 1, true)
    end)
    assert(nvim:text():find('a)\tthat such a detour was tried in three bays;\nb)\tthat a gauge stands', 1, true))
  end)
end

function cases.a_citation_is_completed_with_its_documentation()
  with({ 'tides' }, function(nvim)
    nvim:at('b)\tResolution 139')
    nvim:keys('A<BS>;<CR>')
    nvim:till('the label', function()
      return nvim:line() == 'c)\t'
    end)
    nvim:keys('Resolution 13')
    -- Neovim 0.10 puts the first in at once, and shows what is known of it in a window.
    nvim:keys(child.is_new and '' or '<C-x><C-o>')
    nvim:sees('Resolution 130 (Rev. Bucharest, 2022)')
    nvim:keys(child.is_new and '<C-n>' or '')
    nvim:sees(child.is_new and 'Strengthening the role of ITU' or 'Reference Str')
    nvim:sees('Editions: Rev. Antalya, 2006')
    nvim:keys('<C-y>')
    nvim:till('the citation is put in', function()
      return nvim:line():find('^c%)\tResolution.13%d %(Rev..Bucharest, 2022%) of the Plenipotentiary Conference')
    end)
  end, { columns = 120 })
end

function cases.the_menu_can_be_read_on_a_small_screen()
  if not child.is_new then
    return
  end
  with({ 'tides' }, function(nvim)
    local function offered(words, rows)
      nvim:at('b)\tResolution 139')
      nvim:keys('A<BS>;<CR>')
      nvim:till('the label', function()
        return nvim:line() == 'c)\t'
      end)
      nvim:keys(words)
      for _, row in ipairs(rows) do
        nvim:sees(row)
      end
    end
    -- A title that is cut ends with a whole word, if that is not long.
    offered('Resolution 13', {
      'Resolution 130 (Rev. Bucharest, 2022)… Strengthening the role of…',
      'Resolution 139 (Rev. Bucharest, 2022)… Use of telecommunications/in…',
      'ITU Council Resolution 1333            Guiding principles for the…',
    })
    nvim:keys('<C-e><Esc>dd')
    offered('considering ', {
      'a) that a gauge stands where nobody lives;',
      'e) that a harbour needs the height of the…',
    })
    nvim:keys('<C-e><Esc>dd')
    -- Near the edge there is room for the title only when one is chosen.
    offered('recognizing that, as the Assembly asks in Resolution 13', { ' Resolution 130 (Rev. Bucharest, 2022)…' })
    nvim:keys('<C-n>')
    nvim:sees('Strengthening the role of ITU in')
    nvim:sees('Source: www.itu.int')
    nvim:keys('<C-e><Esc>')
    nvim:till('what was set is as it was', function()
      return nvim:lua('return vim.o.pumwidth') == 15
    end)
  end, { columns = 80 })
end

function cases.a_superseded_citation_is_mended()
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    nvim:at('Resolution 130')
    if child.is_new then
      nvim:keys('gra')
      nvim:sees('1: Cite (Rev. Bucharest, 2022)')
      nvim:keys('1<CR>')
    else
      -- While it shows a menu, Neovim 0.10 answers nobody who wants to see the screen.
      nvim:lua([[vim.lsp.buf.code_action({
        apply = true,
        filter = function(action) return action.title == 'Cite (Rev. Bucharest, 2022)' end,
      })]])
    end
    nvim:till('the edition is another', function()
      return nvim:line():find('Resolution 130 (Rev. Bucharest, 2022) of', 1, true)
    end)
    nvim:till('the finding is gone', function()
      return not vim.tbl_contains(nvim:findings(), 'stale-revision')
    end)
  end)
end

function cases.Enter_brings_the_next_label()
  with({ 'tides' }, function(nvim)
    nvim:at('b)\tthat it reports')
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'c)\t'
    end)
    nvim:keys('that it is cold;<Esc>')
    nvim:till('the words', function()
      return nvim:line() == 'c)\tthat it is cold;'
    end)
    nvim:keys('u')
    nvim:till('one step undoes it', function()
      return nvim:line() == 'b)\tthat it reports every minute;'
    end)
  end)
end

function cases.o_brings_the_next_label_also_of_keys_typed_at_once()
  with({ 'tides' }, function(nvim)
    nvim:at('b)\tthat it reports')
    nvim:keys('othat it is cold;<Esc>')
    nvim:till('a label', function()
      return nvim:line() == 'c)\tthat it is cold;'
    end)
    nvim:at('c)\tthat it is cold')
    nvim:keys('Othat it is wet;<Esc>')
    nvim:till('a label', function()
      return nvim:line() == 'c)\tthat it is wet;'
    end)
    nvim:at('Reasons')
    nvim:keys('ono label;<Esc>')
    nvim:till('words', function()
      return nvim:line() == 'no label;'
    end)
  end)
end

--- What the server answers may change other lines too: here the stop of the clause that was the last one.
function cases.after_the_last_clause_the_stop_goes_along()
  for _, keys in ipairs({ 'A<CR>', 'o' }) do
    with({ 'tides' }, function(nvim)
      nvim:at('2\tto publish')
      local before = nvim:text()
      nvim:keys(keys)
      nvim:till('a label with its stop', function()
        return nvim:line() == '3\t.'
      end)
      nvim:keys('to count')
      nvim:till('the words at the cursor', function()
        return nvim:text():find('and k) above;\n3\tto count.\nReasons:', 1, true)
      end)
      nvim:keys('<Esc>u')
      nvim:till('one step undoes it', function()
        return nvim:text() == before
      end)
    end)
  end
end

function cases.backspace_takes_the_label_that_enter_has_brought()
  with({ 'tides' }, function(nvim)
    nvim:at('resolves')
    nvim:keys('Onoting<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'a)\t'
    end)
    nvim:keys('<BS>')
    nvim:till('none', function()
      return nvim:line() == ''
    end)
    nvim:keys('that tides rise;<CR>')
    nvim:till('both have theirs', function()
      return nvim:line() == 'b)\t' and nvim:text():find('noting\na)\tthat tides rise;\nb)\t', 1, true)
    end)
  end)
end

function cases.two_drafts_that_cite_each_other()
  with({ 'citing', 'cited' }, function(nvim, folder)
    nvim:cmd('split ' .. folder .. '/cited.resolution')
    nvim:served()
    nvim:cmd('wincmd p')
    nvim:at('resolves 2 of')
    nvim:keys('K')
    nvim:sees('to publish the numbers')
    nvim:keys('<C-]>')
    nvim:till('the other draft', function()
      return nvim:line() == '2\tto publish the numbers.'
    end)
  end)
end

return cases
