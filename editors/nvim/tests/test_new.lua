--- Drafts that are begun.
local child = require('child')

local cases = {}

--- Answers the questions of `vim.ui`, one after the other: with the item that says something, or with words.
local function answers(nvim, ...)
  nvim:lua(
    [[
      local given = ...
      vim.ui.select = function(items, options, chosen)
        local wanted = table.remove(given, 1)
        for _, item in ipairs(items) do
          local says = options.format_item and options.format_item(item) or item
          if says:find(wanted, 1, true) then
            return chosen(item)
          end
        end
        error('nothing says ' .. wanted)
      end
      vim.ui.input = function(_, entered)
        entered(table.remove(given, 1))
      end
    ]],
    { ... }
  )
end

function cases.a_contribution_is_begun_with_its_cover()
  child.with({ 'tides' }, function(nvim)
    answers(nvim, 'a contribution', 'EUR/12A3', 'WTSA-24', 'a new resolution', 'Clocks at sea', 'yes', 'suppressed', 'Resolution 40', 'no')
    nvim:cmd('Rapporteur new')
    nvim:till('a draft', function()
      return nvim:text():find('ADD\tEUR/12A3/1\nDRAFT NEW RESOLUTION [EUR-1] (New Delhi, 2024)\nClocks at sea\n', 1, true)
    end)
    assert(nvim:text():find('SUP\tEUR/12A3/2\nRESOLUTION 40 (', 1, true))
    child.equal(nvim:line(), 'Abstract:\t')
    nvim:served()
  end)
end

function cases.texts_are_added_and_numbered_on()
  child.with({ 'tides' }, function(nvim)
    answers(nvim, 'a new resolution', 'Clocks at sea', 'no')
    nvim:cmd('Rapporteur add')
    nvim:till('a text', function()
      return nvim:text():find('\nADD\tTIDX/12A1/2\nDRAFT NEW RESOLUTION [TIDX-2] (New Delhi, 2024)\nClocks at sea\n', 1, true)
    end)
    child.equal(nvim:line(), '')
  end)
end

function cases.what_cannot_be_begun_says_why_and_who_leaves_leaves_no_trace()
  child.with({ 'tides' }, function(nvim)
    local before = nvim:text()
    answers(nvim, 'a text alone', 'WTSA-24', 'suppressed', 'Resolution 999', 'no')
    nvim:cmd('Rapporteur new')
    nvim:till('it is said', function()
      return nvim:told():find('nothing is known of Resolution 999 of WTSA', 1, true)
    end)
    answers(nvim, 'a contribution')
    nvim:cmd('Rapporteur new')
    vim.wait(300)
    child.equal(nvim:text(), before)
  end)
end

function cases.without_a_draft_a_server_is_started()
  child.with({}, function(nvim)
    answers(nvim, 'a text alone', 'PP (coming', 'a new resolution', 'Clocks', 'no')
    nvim:cmd('Rapporteur new')
    nvim:till('a draft', function()
      return nvim:text():find('DRAFT NEW RESOLUTION [XXX] ([place], 20XX)\nClocks\nThe Plenipotentiary Conference', 1, true)
    end)
  end)
end

return cases
