--- Finds the server, starts it, and brings it back when it dies.
local config = require('rapporteur.config')

local M = {}

M.name = 'rapporteur'
M.filetypes = { 'resolution', 'markdown' }

--- So often may it die within a minute before it is left alone.
local MOST_DEATHS = 3

local new = vim.fn.has('nvim-0.11') == 1

--- Calls a function of a client; those of Neovim 0.10 know whose they are.
local function call(client, name, ...)
  if new then
    return client[name](client, ...)
  end
  return client[name](...)
end

---@param message string
---@param level integer?
function M.say(message, level)
  vim.notify('rapporteur: ' .. message, level or vim.log.levels.INFO)
end

--- The clone that this file lies in: its own build serves where PATH has none.
local function built_here()
  local here = vim.uv.fs_realpath(debug.getinfo(1, 'S').source:sub(2))
  for _ = 1, here and 5 or 0 do
    here = vim.fs.dirname(here)
  end
  local windows = vim.uv.os_uname().sysname:find('Windows') and '.exe' or ''
  return here and here .. '/target/release/rapporteur' .. windows
end

--- The program with its first arguments, and where that was found.
---@return string[]? cmd
---@return string where
function M.program()
  local cmd = config.options.cmd
  if cmd then
    return vim.fn.executable(cmd[1]) == 1 and cmd or nil, 'cmd of setup{}: ' .. cmd[1]
  end
  local path = vim.fn.exepath('rapporteur')
  if path ~= '' then
    return { path, 'lsp' }, 'PATH: ' .. path
  end
  local built = built_here()
  if built and vim.fn.executable(built) == 1 then
    return { built, 'lsp' }, 'clone: ' .. built
  end
  return nil, 'neither PATH nor ' .. (built or 'a clone') .. ' has it'
end

--- The program as it is used from the shell.
---@return string?
function M.shell()
  local cmd = M.program()
  return cmd and cmd[1]
end

local told = false

--- Says once what is missing, and how to come by it.
local function missing()
  if not told then
    told = true
    local how = 'build it with "cargo build --release" and put target/release/rapporteur on the PATH'
    M.say(('the server was not found: %s (:checkhealth rapporteur)'):format(how), vim.log.levels.WARN)
  end
end

local deaths = {}
local restarting = false

--- Starts it for all drafts that have none.
local function start_all()
  if new then
    vim.lsp.enable(M.name)
    return
  end
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(M.filetypes, vim.bo[buffer].filetype) then
      M.start(buffer)
    end
  end
end

local function died()
  local now = vim.uv.now()
  deaths = vim.tbl_filter(function(at)
    return now - at < 60000
  end, deaths)
  table.insert(deaths, now)
  if #deaths > MOST_DEATHS then
    local where = ':Rapporteur restart tries again, :Rapporteur log shows what it said'
    M.say(('the server ended %d times within a minute. %s'):format(#deaths, where), vim.log.levels.ERROR)
    return
  end
  M.say('the server ended and is started again', vim.log.levels.WARN)
  start_all()
end

--- Runs the program; it is started again where it ended though Neovim had not asked it to.
local function spawn(dispatchers)
  local asked = false
  local on_exit = dispatchers.on_exit
  dispatchers.on_exit = function(code, signal)
    on_exit(code, signal)
    -- Neovim lets go of the client in a function that it has scheduled by now.
    vim.schedule(function()
      if vim.v.exiting ~= vim.NIL then
        return
      elseif restarting then
        restarting = #vim.lsp.get_clients({ name = M.name }) > 0
        start_all()
      elseif not asked and (code ~= 0 or signal ~= 0) then
        died()
      end
    end)
  end
  local rpc = vim.lsp.rpc.start(assert(M.program()), dispatchers)
  local terminate = rpc.terminate
  rpc.terminate = function()
    asked = true
    terminate()
  end
  return rpc
end

--- The folder to look through: that of the nearest `rapporteur.toml`, else of the repository. Without either, the server
--- works on what is open.
local function root_dir(buffer, on_dir)
  if vim.bo[buffer].buftype ~= '' then
    return
  end
  -- Other Markdown is none of ours.
  if vim.bo[buffer].filetype == 'markdown' and not require('rapporteur.detect').reads_as_resolution(buffer) then
    return
  end
  if not M.program() then
    return missing()
  end
  on_dir(vim.fs.root(buffer, 'rapporteur.toml') or vim.fs.root(buffer, '.git'))
end

--- What Neovim can do, and what this plugin adds to that.
local function capabilities()
  local own = vim.lsp.protocol.make_client_capabilities()
  local document = own.textDocument
  document.onTypeFormatting = { dynamicRegistration = false }
  -- Neovim 0.10 shows them, and does not say so.
  document.codeLens = document.codeLens or { dynamicRegistration = false }
  local tokens = document.semanticTokens
  vim.list_extend(tokens.tokenTypes, require('rapporteur.highlight').types)
  vim.list_extend(tokens.tokenModifiers, require('rapporteur.highlight').modifiers)
  return own
end

--- The client, for `vim.lsp.config` and `vim.lsp.start`.
function M.config()
  return {
    name = M.name,
    cmd = spawn,
    filetypes = M.filetypes,
    root_dir = root_dir,
    capabilities = capabilities(),
    -- Neovim asks for findings when the draft itself has changed. They follow from other files as well: the server, not
    -- asked, sends them whenever they are others.
    before_init = function(params)
      params.capabilities.textDocument.diagnostic = nil
    end,
    settings = { rapporteur = config.options.settings },
    handlers = {
      ['rapporteur/changed'] = function(_, changed)
        require('rapporteur.views').changed(changed.uri)
        require('rapporteur.preview').changed(changed.uri)
      end,
    },
    commands = require('rapporteur.lenses').commands,
  }
end

--- Starts it for a draft, on Neovim 0.10.
---@param buffer integer
function M.start(buffer)
  local client = M.config()
  client.root_dir(buffer, function(root)
    client.root_dir = root
    vim.lsp.start(client, {
      bufnr = buffer,
      -- Drafts without a folder share one, too: they may cite each other.
      reuse_client = function(other)
        return other.name == client.name and other.config.root_dir == root and not other.is_stopped()
      end,
    })
  end)
end

--- Ends it and starts it again.
function M.restart()
  deaths, told = {}, false
  local clients = vim.lsp.get_clients({ name = M.name })
  if #clients == 0 then
    return start_all()
  end
  restarting = true
  for _, client in ipairs(clients) do
    call(client, 'stop')
  end
end

--- Tells all servers that a file is another now.
---@param buffer integer
function M.written(buffer)
  local changed = { uri = vim.uri_from_bufnr(buffer), type = vim.lsp.protocol.FileChangeType.Changed }
  for _, client in ipairs(vim.lsp.get_clients({ name = M.name })) do
    call(client, 'notify', 'workspace/didChangeWatchedFiles', { changes = { changed } })
  end
end

--- Tells all servers on which line the cursor is.
---@param buffer integer
---@param row integer from 0
function M.cursor_moved(buffer, row)
  local at = { line = row, character = 0 }
  for _, client in ipairs(vim.lsp.get_clients({ name = M.name })) do
    local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = at }
    call(client, 'notify', 'rapporteur/cursorMoved', params)
  end
end

--- The client that serves a draft, if there is one.
---@param buffer integer
---@return vim.lsp.Client?
function M.serving(buffer)
  return vim.lsp.get_clients({ name = M.name, bufnr = buffer })[1]
end

--- The same; says so where there is none.
---@param buffer integer? the current one
---@return vim.lsp.Client?
function M.client(buffer)
  local client = M.serving(buffer or 0)
  if not client then
    M.say('no server is running for this file (:checkhealth rapporteur)', vim.log.levels.WARN)
  end
  return client
end

--- Asks the server about a draft. An error is said; the answer of another time is not passed on.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param buffer integer
---@param answered fun(result: any)
function M.ask(client, method, params, buffer, answered)
  local function handler(err, result)
    if err then
      M.say(err.message, vim.log.levels.ERROR)
    elseif vim.api.nvim_buf_is_valid(buffer) then
      answered(result)
    end
  end
  call(client, 'request', method, params, handler, buffer)
end

--- The same, waiting for the answer.
---@return any
function M.ask_now(client, method, params, buffer, milliseconds)
  local answer = call(client, 'request_sync', method, params, milliseconds, buffer)
  return answer and answer.result
end

--- Has the server carry out a command of its own.
---@param client vim.lsp.Client
---@param command string
---@param argument table?
---@param buffer integer
---@param answered fun(result: any)
function M.execute(client, command, argument, buffer, answered)
  local params = { command = command, arguments = { argument } }
  M.ask(client, 'workspace/executeCommand', params, buffer, answered)
end

return M
