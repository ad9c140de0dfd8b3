--- References mean clauses, not letters: whatever is typed between, they say what their clause is called in the end.
local child = require('child')

local cases = {}

local with = child.with

--- Does what is offered at the cursor under a title that begins so. A finding may offer the same as the section.
local function choose(nvim, title)
  local kind = vim.startswith(title, 'Re-letter') and 'refactor.reletter' or 'quickfix'
  nvim:lua(
    [[
      local title, kind = ...
      vim.lsp.buf.code_action({
        apply = true,
        filter = function(action) return vim.startswith(action.title, title) and action.kind == kind end,
      })
    ]],
    title,
    kind
  )
end

--- The titles of what is offered at the cursor.
local function offered(nvim)
  return nvim:lua([[
    local client = vim.lsp.get_clients({ name = 'rapporteur', bufnr = 0 })[1]
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    params.context = { diagnostics = {} }
    local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 5000)
    local titles = {}
    for _, each in pairs(assert(answers)) do
      for _, action in ipairs(each.result or {}) do
        table.insert(titles, action.title)
      end
    end
    return titles
  ]])
end

local function relettered(nvim)
  return vim.iter(offered(nvim)):find(function(title)
    return vim.startswith(title, 'Re-letter considering')
  end)
end

local function till_text(nvim, words, buffer)
  nvim:till(words, function()
    return nvim:text(buffer):find(words, 1, true) ~= nil
  end)
end

--- Waits until a buffer has just these lines after its head.
local function till_lines(nvim, lines)
  nvim:till('the lines', function()
    local text = nvim:text()
    return text:sub(-#lines - 1) == '\n' .. lines or error(text)
  end)
end

function cases.a_clause_that_is_put_in_takes_no_reference()
  with({ 'harbour' }, function(nvim)
    local before = nvim:text()
    nvim:letters_by_hand()
    nvim:at('a)\tthat seas')
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'b)\t'
    end)
    nvim:keys('that suns set;<Esc>')
    till_text(nvim, 'b)\tthat suns set;\nb)\tthat towers')
    child.equal(relettered(nvim), 'Re-letter considering and 3 references')
    choose(nvim, 'Re-letter')
    till_lines(
      nvim,
      'considering\na)\tthat seas rise;\nb)\tthat suns set;\nc)\tthat towers fall;\n'
        .. 'd)\tthat bells ring, as considering c) says,\nresolves\n1\tto act on considering c) above;\n'
        .. '2\tto see considering a), c) and d) and resolves 1.'
    )
    -- One step back takes the letters back, and what references mean with them; the next the clause.
    nvim:keys('u')
    till_text(nvim, 'b)\tthat suns set;\nb)\tthat towers')
    child.equal(relettered(nvim), 'Re-letter considering and 3 references')
    nvim:keys('u')
    nvim:till('all is as it was', function()
      return nvim:text() == before
    end)
    child.equal(relettered(nvim), nil)
  end)
end

function cases.a_reference_to_a_deleted_clause_is_put_in_brackets()
  with({ 'harbour' }, function(nvim, folder)
    nvim:at('b)\tthat towers')
    nvim:keys('dd')
    till_text(nvim, 'rise;\nc)\tthat bells')
    child.equal(relettered(nvim), 'Re-letter considering and 1 reference; 2 references to a deleted clause')
    choose(nvim, 'Re-letter')
    till_text(nvim, 'b)\tthat bells ring, as [considering b)] says,\nresolves\n1\tto act on [considering b)] above;')
    -- What is put in brackets is found again by whoever opens the draft next.
    nvim:cmd('write')
    nvim:cmd('bwipeout')
    nvim:edit(folder .. '/harbour.resolution')
    nvim:served()
    nvim:finds('open-bracket')
  end)
  with({ 'harbour' }, function(nvim)
    local before = nvim:text()
    nvim:at('b)\tthat towers')
    nvim:keys('dd')
    till_text(nvim, 'rise;\nc)\tthat bells')
    nvim:keys('u')
    nvim:till('all is as it was', function()
      return nvim:text() == before
    end)
    nvim:at('a)\tthat seas')
    child.equal(relettered(nvim), nil)
  end)
end

function cases.clauses_that_change_places_stay_in_their_run()
  with({ 'harbour' }, function(nvim)
    nvim:at('b)\tthat towers')
    nvim:keys('ddkP')
    till_text(nvim, 'b)\tthat towers fall;\na)\tthat seas rise;')
    choose(nvim, 'Re-letter')
    till_lines(
      nvim,
      'considering\na)\tthat towers fall;\nb)\tthat seas rise;\nc)\tthat bells ring, as considering a) says,\n'
        .. 'resolves\n1\tto act on considering a) above;\n2\tto see considering a) to c) and resolves 1.'
    )
  end)
end

function cases.in_a_proposal_the_text_in_force_says_what_is_meant()
  with({ 'harbour_changed' }, function(nvim)
    local before = nvim:text()
    nvim:at('a)\tthat seas')
    nvim:selects(2)
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line():find('{++b)\t', 1, true) ~= nil
    end)
    nvim:keys('that suns set;<Esc>')
    till_text(nvim, '++}{~~b~>c~~})\tthat towers fall;\n{~~c~>d~~})\tthat bells ring, as considering {~~b~>c~~}) says,')
    nvim:keys('u')
    nvim:till('all is as it was', function()
      return nvim:text() == before
    end)
  end)
end

function cases.a_new_text_is_lettered_while_one_types()
  with({ 'harbour' }, function(nvim)
    nvim:at('a)\tthat seas')
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'b)\t'
    end)
    till_text(nvim, 'c)\tthat towers fall;\nd)\tthat bells ring, as considering c) says,')
  end)
end

function cases.references_of_another_file_follow()
  with({ 'harbour', 'bells' }, function(nvim, folder)
    nvim:cmd('split ' .. folder .. '/bells.resolution')
    nvim:served()
    local other = nvim:api('get_current_buf')
    nvim:cmd('wincmd p')
    nvim:letters_by_hand()
    nvim:at('a)\tthat seas')
    nvim:keys('A<CR>')
    nvim:till('a label', function()
      return nvim:line() == 'b)\t'
    end)
    nvim:keys('that suns set;<Esc>')
    till_text(nvim, 'b)\tthat suns set;\nb)\tthat towers')
    choose(nvim, 'Re-letter considering and 4 references')
    till_text(nvim, 'c)\tthat towers fall;')
    till_text(nvim, 'to act on considering c) of Resolution 96', other)
  end)
end

function cases.references_that_stay_behind_are_updated_or_kept()
  local function by_hand(nvim)
    nvim:letters_by_hand()
    nvim:at('b)\tthat towers')
    nvim:keys('Othat suns set;<Esc>')
    till_text(nvim, 'b)\tthat suns set;\nb)\tthat towers')
    nvim:at('c)\tthat bells')
    nvim:keys('rd')
    nvim:at('b)\tthat towers')
    nvim:keys('rc')
    nvim:finds('moved-reference')
    nvim:at('considering b) says')
  end
  with({ 'harbour' }, function(nvim)
    by_hand(nvim)
    choose(nvim, 'Update 3 references')
    till_text(nvim, 'as considering c) says,\nresolves\n1\tto act on considering c) above;\n2\tto see considering a), c) and d)')
    nvim:till('nothing is found', function()
      return not vim.tbl_contains(nvim:findings(), 'moved-reference')
    end)
  end)
  with({ 'harbour' }, function(nvim)
    by_hand(nvim)
    local found = #nvim:findings()
    choose(nvim, 'Keep as written')
    nvim:till('one finding less', function()
      return #nvim:findings() == found - 1
    end)
    assert(nvim:text():find('as considering b) says,', 1, true))
  end)
end

return cases
