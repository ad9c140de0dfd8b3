--- The program: where it is, and what to say where none can be run.
local config = require('rapporteur.config')

local M = {}

--- So long a page of the program is waited for, in milliseconds.
local PATIENCE = 10000

--- Why a program does not run here, by its path.
---@type table<string, string>
local broken = {}

local system = vim.uv.os_uname()
local platform = ('%s-%s'):format(system.sysname:lower(), system.machine)

--- The clone that this file lies in: its own build serves where PATH has none.
local function built_here()
  local here = vim.uv.fs_realpath(debug.getinfo(1, 'S').source:sub(2))
  for _ = 1, here and 5 or 0 do
    here = vim.fs.dirname(here)
  end
  return here and here .. '/target/release/rapporteur' .. (system.sysname:find('Windows') and '.exe' or '')
end

--- What to say of a program that is named and does not run.
local function cannot_run(path, why)
  local words = '%s does not run as the server on %s (%s): '
    .. 'name another as cmd in setup{}, then :Rapporteur restart (:help rapporteur-cmd)'
  return words:format(path, platform, why)
end

--- The first words of the command, and where they are from.
local function named()
  local cmd = config.options.cmd
  if cmd then
    return cmd, 'cmd of setup{}: ' .. cmd[1]
  end
  local path = vim.fn.exepath('rapporteur')
  if path ~= '' then
    return { path, 'lsp' }, 'PATH: ' .. path
  end
  local built = built_here()
  if built and vim.fn.executable(built) == 1 then
    return { built, 'lsp' }, 'clone: ' .. built
  end
end

--- The program with its first arguments, and where that was found; where there is none that runs, what to say.
---@return string[]? cmd
---@return string where_or_trouble
function M.find()
  local cmd, where = named()
  if not cmd then
    local words = 'the server was not found (%s): '
      .. 'build it with "cargo build --release" and put target/release/rapporteur on the PATH, '
      .. 'or name it as cmd in setup{}, then :Rapporteur restart (:help rapporteur-install)'
    return nil, words:format(platform)
  elseif broken[cmd[1]] then
    return nil, cannot_run(cmd[1], broken[cmd[1]])
  elseif vim.fn.executable(cmd[1]) == 0 then
    return nil, cannot_run(cmd[1], vim.uv.fs_stat(cmd[1]) and 'it is not executable' or 'it is not there')
  end
  return cmd, where
end

--- Notes that a program does not run: it is not tried again. Answers what to say.
---@param path string
---@param why string
---@return string
function M.fails(path, why)
  broken[path] = why
  return cannot_run(path, why)
end

--- All may be tried again.
function M.forgive()
  broken = {}
end

--- Runs the program as from the shell.
---@param arguments string[]
---@param options table? those of |vim.system()|
---@return vim.SystemCompleted? result
---@return string? trouble what to say where it cannot be run
function M.run(arguments, options)
  local cmd, trouble = M.find()
  if not cmd then
    return nil, trouble
  end
  local started, process = pcall(vim.system, vim.list_extend({ cmd[1] }, arguments), options)
  if not started then
    return nil, cannot_run(cmd[1], 'it cannot be started')
  end
  local result = process:wait(PATIENCE)
  if result.signal ~= 0 then
    -- By this number Neovim says that it has waited long enough.
    local why = result.code == 124 and 'it does not answer' or ('signal %d ended it'):format(result.signal)
    return nil, cannot_run(cmd[1], why)
  end
  return result
end

return M
