--- A child Neovim that has the plugin as a user would: keys are typed into it, and its screen is read.
local M = {}

M.here = vim.fs.dirname(vim.uv.fs_realpath(debug.getinfo(1, 'S').source:sub(2)))
M.plugin = vim.fs.dirname(M.here)
--- The Neovim to start: this one, unless a wrapper runs it.
M.program = vim.env.NVIM_BIN or vim.v.progpath
M.is_new = vim.fn.has('nvim-0.11') == 1

--- A Neovim that was unpacked, not installed, does not find its parsers by itself.
local parsers = vim.fs.normalize((vim.env.VIM or '') .. '/../../lib/nvim')

--- So long something may take; nothing here takes a tenth of it unless the machine is busy.
local PATIENCE = 15000

local Child = {}
Child.__index = Child

--- Starts one. `arguments` are put after `--embed --headless`; without any, the plugin's folder is in 'runtimepath' and
--- nothing else.
---@param options {arguments: string[]?, env: table?, columns: integer?, lines: integer?, plugin: string?}?
function M.start(options)
  options = options or {}
  local home = vim.fn.tempname()
  vim.fn.mkdir(home, 'p')
  local command = { M.program, '--embed', '--headless' }
  vim.list_extend(command, options.arguments or {
    '--clean',
    '--cmd',
    ('set runtimepath^=%s runtimepath+=%s'):format(options.plugin or M.plugin, parsers),
  })
  local env = vim.tbl_extend('force', {
    HOME = home,
    XDG_CONFIG_HOME = home .. '/config',
    XDG_DATA_HOME = home .. '/data',
    XDG_STATE_HOME = home .. '/state',
    XDG_CACHE_HOME = home .. '/cache',
    TERM = 'dumb',
  }, options.env or {})
  local self = setmetatable({ home = home }, Child)
  self.channel = vim.fn.jobstart(command, { rpc = true, env = env })
  assert(self.channel > 0, 'no child: ' .. table.concat(command, ' '))
  self:api('set_option_value', 'columns', options.columns or 100, {})
  self:api('set_option_value', 'lines', options.lines or 30, {})
  return self
end

function Child:api(name, ...)
  return vim.rpcrequest(self.channel, 'nvim_' .. name, ...)
end

--- Runs Lua in the child; `...` are its arguments.
function Child:lua(code, ...)
  return self:api('exec_lua', code, { ... })
end

function Child:cmd(command)
  return self:api('command', command)
end

--- Types keys.
function Child:keys(keys)
  self:api('input', (keys:gsub('<Tab>', '\t')))
end

function Child:edit(path)
  self:cmd('edit ' .. vim.fn.fnameescape(path))
end

--- All that the screen shows.
function Child:screen()
  return self:lua([[
    vim.cmd.redraw()
    local rows = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do
        cells[column] = vim.fn.screenstring(row, column)
      end
      rows[row] = table.concat(cells):gsub('%s+$', '')
    end
    return table.concat(rows, '\n')
  ]])
end

function Child:text(buffer)
  return table.concat(self:api('buf_get_lines', buffer or 0, 0, -1, false), '\n')
end

function Child:line()
  return self:api('get_current_line')
end

function Child:mode()
  return self:api('get_mode').mode
end

--- Puts the cursor at the start of some words, on the first line that has them.
function Child:at(words)
  for number, line in ipairs(self:api('buf_get_lines', 0, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then
      return self:api('win_set_cursor', 0, { number, column - 1 })
    end
  end
  error('no line has ' .. words)
end

--- The words after the cursor.
function Child:after()
  return self:line():sub(self:api('win_get_cursor', 0)[2] + 1)
end

--- What the draft in the current buffer is found to have wrong.
function Child:findings()
  return self:lua([[return vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0))]])
end

--- Waits until something holds.
function Child:till(what, holds)
  local last
  local met = vim.wait(PATIENCE, function()
    local fine, answer = pcall(holds)
    last = answer
    return fine and answer
  end, 20)
  if not met then
    error(('waited in vain: %s (%s)\n%s'):format(what, vim.inspect(last), self:screen()), 3)
  end
end

--- Waits until the screen shows some words.
function Child:sees(words)
  self:till('the screen shows ' .. words, function()
    return self:screen():find(words, 1, true) ~= nil
  end)
end

--- Waits until the server serves the current buffer and has found something in it, or surely nothing.
function Child:served()
  self:till('a server', function()
    return self:lua([[
      local client = vim.lsp.get_clients({ name = 'rapporteur', bufnr = 0 })[1]
      return client ~= nil and client.initialized == true
    ]])
  end)
end

--- Answers what `vim.ui.select` asks from now on with the item of a number; Neovim 0.10 would wait for keys, and hear nothing else.
function Child:selects(number)
  self:lua(
    [[
      local number = ...
      vim.ui.select = function(items, options, chosen)
        table.insert(_G.told, options.prompt)
        chosen(items[number])
      end
    ]],
    number
  )
end

--- Has clauses lettered only when that is asked for.
function Child:letters_by_hand()
  self:lua([[
    local settings = { rapporteur = { format = { letterAsYouType = 'never' } } }
    for _, client in ipairs(vim.lsp.get_clients({ name = 'rapporteur' })) do
      -- The server asks for them again.
      client.settings, client.config.settings = settings, settings
      require('rapporteur.server').notify(client, 'workspace/didChangeConfiguration', { settings = settings })
    end
  ]])
end

--- Waits until a rule has found something in the current buffer.
function Child:finds(rule)
  self:till('a finding of ' .. rule, function()
    return vim.tbl_contains(self:findings(), rule)
  end)
end

--- The processes that it has started.
function Child:children()
  return vim.api.nvim_get_proc_children(self:lua('return vim.uv.os_getpid()'))
end

--- Those of them that are servers.
function Child:servers()
  return vim.tbl_filter(function(child)
    return (vim.fn.readfile(('/proc/%d/comm'):format(child))[1] or ''):find('rapporteur') ~= nil
  end, self:children())
end

function Child:stop()
  vim.fn.jobstop(self.channel)
  vim.fn.jobwait({ self.channel }, 2000)
end

--- The plugin, where no clone is around it.
function M.copy()
  local folder = vim.fn.tempname()
  vim.fn.system({ 'cp', '-r', M.plugin, folder })
  return folder
end

--- Where drafts lie: those of these tests, and the samples of the repository.
local drafts = { M.here .. '/drafts', vim.fs.dirname(vim.fs.dirname(M.plugin)) .. '/tests/drafts' }

--- A folder with some of the drafts in it.
---@param names string[]
function M.folder(names)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  for _, name in ipairs(names) do
    local file = name .. '.resolution'
    local found = vim.iter(drafts):find(function(each)
      return vim.uv.fs_stat(each .. '/' .. file)
    end)
    assert(vim.uv.fs_copyfile(found .. '/' .. file, folder .. '/' .. file))
  end
  return folder
end

--- Runs with a child that has the first of some drafts open, served. What it is told is kept for [Child.told].
---@param names string[]
---@param run fun(nvim: table, folder: string)
function M.with(names, run, options)
  local nvim = M.start(options)
  nvim:lua([[
    _G.told = {}
    vim.notify = function(message) table.insert(_G.told, message) end
  ]])
  local folder = M.folder(names)
  local fine, why = pcall(function()
    if names[1] then
      nvim:edit(folder .. '/' .. names[1] .. '.resolution')
      nvim:served()
    end
    run(nvim, folder)
  end)
  nvim:stop()
  assert(fine, why)
end

--- What the user was told, one message to a line.
function Child:told()
  return self:lua('return table.concat(_G.told, "\\n")')
end

function M.equal(is, ought)
  if not vim.deep_equal(is, ought) then
    error(('\n  is    %s\n  ought %s'):format(vim.inspect(is), vim.inspect(ought)), 2)
  end
end

return M
