--- What the program has to say of rules and of resolutions, in a window to read.
local program = require('rapporteur.program')
local server = require('rapporteur.server')

local M = {}

--- Runs the program in the folder of the draft, whose `rapporteur.toml` may name more data.
---@param arguments string[]
---@param width integer?
---@return string? said nothing where it cannot be run, which is said
---@return integer? status
local function run(arguments, width)
  local folder = vim.fn.expand('%:p:h')
  local result, trouble = program.run(arguments, {
    cwd = vim.fn.isdirectory(folder) == 1 and folder or nil,
    env = { NO_COLOR = '1', COLUMNS = tostring(width or 100) },
    text = true,
  })
  if not result then
    server.say(trouble, vim.log.levels.WARN)
    return
  end
  return result.code == 0 and result.stdout or result.stderr .. result.stdout, result.code
end

--- Shows a page in a split; one window serves all of them.
local function show(title, arguments)
  local width = math.min(vim.o.columns - 2, 100)
  local text, status = run(arguments, width)
  if not text then
    return
  elseif status == 2 then
    return server.say(vim.trim(text), vim.log.levels.WARN)
  end
  local name = 'rapporteur://' .. title
  local buffer = vim.fn.bufnr('^' .. vim.fn.fnameescape(name) .. '$')
  if buffer == -1 then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, name)
    vim.bo[buffer].bufhidden = 'wipe'
  end
  local window = vim.iter(vim.api.nvim_tabpage_list_wins(0)):find(function(each)
    return vim.w[each].rapporteur_page
  end)
  if window then
    vim.api.nvim_win_set_buf(window, buffer)
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('belowright sbuffer ' .. buffer)
    vim.w.rapporteur_page = true
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.bo[buffer].modifiable = false
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, desc = 'Close this page' })
end

--- The rules, as the program lists them.
---@return {name: string, summary: string}[]
function M.rules()
  local text, status = run({ 'rules', '--output-format', 'json' })
  return text and status == 0 and vim.json.decode(text) or {}
end

--- The rule of the finding at the cursor.
local function rule_here()
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local on_line = vim.tbl_filter(function(finding)
    return finding.source == 'rapporteur'
  end, vim.diagnostic.get(0, { lnum = line - 1 }))
  local here = vim.iter(on_line):find(function(finding)
    return finding.col <= column and (column < finding.end_col or finding.end_lnum > finding.lnum)
  end)
  here = here or on_line[1]
  return here and here.code
end

--- Shows the page of a rule: of this name, else of the finding at the cursor, else one that is chosen.
---@param rule string?
function M.explain(rule)
  rule = rule or rule_here()
  if rule then
    return show('rules/' .. rule, { 'explain', rule })
  end
  local options = {
    prompt = 'Rule:',
    kind = 'rapporteur.rule',
    format_item = function(each)
      return ('%s: %s'):format(each.name, each.summary)
    end,
  }
  local rules = M.rules()
  if #rules == 0 then
    return
  end
  vim.ui.select(rules, options, function(chosen)
    if chosen then
      show('rules/' .. chosen.name, { 'explain', chosen.name })
    end
  end)
end

--- Shows what is known of a number, or which texts some words find; without either, of the number at the cursor.
---@param words string?
function M.catalogue(words)
  local word = vim.fn.expand('<cWORD>'):match('%d[%d/-]*')
  words = words or word
  if not words then
    return server.say('give a number or words: :Rapporteur catalogue 130', vim.log.levels.WARN)
  end
  local what = words:find('^[%w-]*%s*%d[%d/-]*$') and 'show' or 'find'
  show('catalogue/' .. words, what == 'show' and { 'catalogue', 'show', words } or { 'catalogue', 'find', words })
end

return M
