--- `:Rapporteur`, its sub-commands and what completes them.
local server = require('rapporteur.server')

local M = {}

---@class rapporteur.Command
---@field about string what it does, for the help of mappings
---@field run fun(argument: string?, selected: boolean)
---@field arguments (fun(): string[])? what completes its argument
---@field takes_words boolean? any words are its argument

local function action(kind)
  return function(_, selected)
    require('rapporteur.actions').run(kind, selected)
  end
end

--- With the argument `all`, another kind of action.
local function action_or_all(kind, all)
  return function(argument, selected)
    require('rapporteur.actions').run(argument == 'all' and all or kind, selected)
  end
end

local function list(what)
  return function()
    local places = require('rapporteur.places')
    places.list(places[what])
  end
end

local function all()
  return { 'all' }
end

local function rule_names()
  return vim.tbl_map(function(rule)
    return rule.name
  end, require('rapporteur.pages').rules())
end

local function doors()
  return require('rapporteur.submission').doors
end

---@type table<string, rapporteur.Command>
M.commands = {
  reletter = {
    about = 'Letter the clauses of this section in order',
    run = action_or_all('refactor.reletter', 'source.organizeClauses'),
    arguments = all,
  },
  revise = { about = 'Take this text up again for a meeting', run = action('refactor.revise') },
  propose = { about = 'Start a proposal from this text', run = action('refactor.propose') },
  cite = {
    about = 'Insert a citation',
    run = function(words)
      require('rapporteur.cite').choose(words)
    end,
    takes_words = true,
  },
  update = { about = 'Bring citations up to date', run = action('source.updateCitations') },
  insert = { about = 'Put in a clause below this one', run = action('refactor.rewrite.insertClause') },
  up = { about = 'Move this clause up', run = action('refactor.move.up') },
  down = { about = 'Move this clause down', run = action('refactor.move.down') },
  agree = { about = 'Agree to the text in square brackets here', run = action('refactor.rewrite.agree') },
  delete = { about = 'Delete the text in square brackets here', run = action('refactor.rewrite.deleteBracketed') },
  choose = { about = 'Choose this one of several [alternatives]', run = action('refactor.rewrite.choose') },
  submit = {
    about = 'Check this draft for submission',
    run = function(door)
      local submission = require('rapporteur.submission')
      if door then
        return submission.check(door, false)
      elseif not server.client() then
        return
      end
      vim.ui.select(submission.doors, { prompt = 'Where does it go?', kind = 'rapporteur.door' }, function(chosen)
        if chosen then
          submission.check(chosen, false)
        end
      end)
    end,
    arguments = doors,
  },
  submit_all = {
    about = 'Check all drafts for submission',
    run = function(door)
      require('rapporteur.submission').check(door or 'contribution', true)
    end,
    arguments = doors,
  },
  brackets = {
    about = 'List all text in square brackets',
    run = list('brackets'),
  },
  changes = {
    about = 'List all tracked changes',
    run = list('changes'),
  },
  base = {
    about = 'Show the text in force',
    run = function()
      require('rapporteur.views').show('base')
    end,
  },
  proposed = {
    about = 'Show the text as proposed',
    run = function()
      require('rapporteur.views').show('proposed')
    end,
  },
  accept = {
    about = 'Accept the tracked change here',
    run = action_or_all('refactor.rewrite.accept', 'refactor.rewrite.acceptAll'),
    arguments = all,
  },
  reject = {
    about = 'Reject the tracked change here',
    run = action_or_all('refactor.rewrite.reject', 'refactor.rewrite.rejectAll'),
    arguments = all,
  },
  new = {
    about = 'Begin a draft: a contribution, a working document, a text',
    run = function()
      require('rapporteur.new').start(false)
    end,
  },
  add = {
    about = 'Add texts to the end of this draft',
    run = function()
      require('rapporteur.new').start(true)
    end,
  },
  track = {
    about = 'Track what is typed, or end that',
    run = function()
      require('rapporteur.track').toggle()
    end,
  },
  preview = {
    about = 'Show the draft as it is printed',
    run = function()
      require('rapporteur.preview').show()
    end,
  },
  explain = {
    about = 'Explain the finding here',
    run = function(rule)
      require('rapporteur.pages').explain(rule)
    end,
    arguments = rule_names,
    takes_words = true,
  },
  catalogue = {
    about = 'Show what is known of the resolution here',
    run = function(words)
      require('rapporteur.pages').catalogue(words)
    end,
    takes_words = true,
  },
  log = {
    about = 'Show the log of language servers',
    run = function()
      vim.cmd.split(vim.fn.fnameescape(vim.lsp.get_log_path()))
      vim.cmd('normal! G')
    end,
  },
  restart = {
    about = 'Start the server again',
    run = function()
      require('rapporteur.process').restart()
    end,
  },
}

---@return string[]
function M.names()
  local names = vim.tbl_keys(M.commands)
  table.sort(names)
  return names
end

--- Carries out what stands after `:Rapporteur`.
function M.run(typed)
  local name, argument = typed.fargs[1], table.concat(vim.list_slice(typed.fargs, 2), ' ')
  local command = M.commands[name]
  if not command then
    return server.say(('there is no %s; there are %s'):format(name, table.concat(M.names(), ', ')), vim.log.levels.ERROR)
  end
  if argument ~= '' and not command.takes_words then
    local known = command.arguments and command.arguments() or {}
    if not vim.tbl_contains(known, argument) then
      return server.say(('%s knows no %s'):format(name, argument), vim.log.levels.ERROR)
    end
  end
  command.run(argument ~= '' and argument or nil, typed.range > 0)
end

--- Completes the sub-command, then its argument.
---@param lead string
---@param line string
function M.complete(lead, line)
  local name = line:match('Rapporteur!?%s+(%S+)%s')
  local command = M.commands[name]
  local offered = not name and M.names() or command and command.arguments and command.arguments() or {}
  return vim.tbl_filter(function(each)
    return vim.startswith(each, lead)
  end, offered)
end

return M
