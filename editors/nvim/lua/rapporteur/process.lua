--- The processes of the server: run, watched, brought back when they end, and killed when they hang.
local program = require('rapporteur.program')
local say = require('rapporteur.say')

local M = {}

--- So long an answer is waited for, in milliseconds: then the server is one that hangs, whatever it is busy with.
M.PATIENCE = 10000

--- That time is counted in so many ticks of Neovim: while Neovim itself does not run, none passes.
local TICKS = 10

--- So often may it end within a minute before it is left alone.
local MOST_ENDS = 3

---@class rapporteur.Process
---@field path string the program
---@field pid integer?
---@field asked boolean whether Neovim has asked it to end
---@field answered boolean whether it has ever answered
---@field silent boolean whether it has not answered in time
---@field ticks integer
---@field waiting table<integer, number> at which tick the requests without an answer were sent
---@field clock uv.uv_timer_t ticks while there are such

--- Those that run, by what Neovim speaks through.
---@type table<table, rapporteur.Process>
local running = {}

--- The programs that have answered, by their paths: those do run here.
local known = {}

--- When it ended by itself.
local ends = {}

local restarting = false

--- What is wrong, where it is not started again by itself.
---@type string?
M.trouble = nil

--- Notes what is wrong, and says it once.
---@param trouble string
function M.fail(trouble)
  if M.trouble == nil then
    M.trouble = trouble
    say(trouble, vim.log.levels.ERROR)
  end
end

--- All may be tried again.
function M.forgive()
  ends, M.trouble = {}, nil
  program.forgive()
end

--- What to say of one that does not answer.
local function unanswered()
  return ('the server has not answered for %d seconds: :Rapporteur restart starts it again'):format(math.ceil(M.PATIENCE / 1000))
end

---@param process rapporteur.Process
local function kill(rpc, process)
  process.asked = true
  -- Neovim has a way of its own, which one that is stopped does not hear.
  if process.pid then
    vim.uv.kill(process.pid, 'sigkill')
  else
    rpc.terminate()
  end
end

--- One has ended, which nobody asked for.
---@param process rapporteur.Process
local function died(process, code, signal)
  require('vim.lsp.log').warn('rapporteur', 'the server ended', { code = code, signal = signal })
  if not known[process.path] then
    local how = signal ~= 0 and 'by signal ' .. signal or 'with ' .. code
    return M.fail(program.fails(process.path, 'it ended at once, ' .. how))
  end
  local now = vim.uv.now()
  ends = vim.tbl_filter(function(at)
    return now - at < 60000
  end, ends)
  table.insert(ends, now)
  if #ends > MOST_ENDS then
    local where = ':Rapporteur restart tries again, :Rapporteur log shows what it said'
    return M.fail(('the server ended %d times within a minute: %s'):format(#ends, where))
  end
  say('the server ended and is started again', vim.log.levels.WARN)
  require('rapporteur.server').start_all()
end

--- One has ended, and Neovim has let go of it.
---@param process rapporteur.Process
local function ended(process, code, signal)
  if vim.v.exiting ~= vim.NIL then
    return
  elseif restarting then
    if not next(running) then
      restarting = false
      require('rapporteur.server').start_all()
    end
  elseif not process.asked then
    died(process, code, signal)
  end
end

--- A request has waited too long: that is said once, until there is an answer again.
---@param process rapporteur.Process
local function late(process)
  local said = process.silent
  process.silent = true
  if said or process.asked then
    return
  elseif known[process.path] then
    say(unanswered(), vim.log.levels.WARN)
  else
    M.fail(program.fails(process.path, 'it does not answer'))
  end
end

---@param process rapporteur.Process
local function answered(process)
  if process.silent and not known[process.path] then
    -- It was slow, and nothing else.
    M.forgive()
  end
  known[process.path], process.answered, process.silent = true, true, false
  if not next(process.waiting) and not process.clock:is_closing() then
    process.clock:stop()
  end
end

---@param process rapporteur.Process
local function tick(process)
  process.ticks = process.ticks + 1
  for id, since in pairs(process.waiting) do
    if process.ticks - since >= TICKS then
      process.waiting[id] = math.huge
      late(process)
    end
  end
end

--- Has answers noted, and the time that there are none.
---@param process rapporteur.Process
local function watch(rpc, process)
  local request = rpc.request
  rpc.request = function(method, params, callback, replied)
    if method == 'shutdown' then
      process.asked = true
    end
    local sent, id = request(method, params, callback, function(of)
      process.waiting[of] = nil
      answered(process)
      if replied then
        replied(of)
      end
    end)
    if sent and id then
      process.waiting[id] = process.ticks
      if not process.clock:is_active() then
        local each = math.ceil(M.PATIENCE / TICKS)
        process.clock:start(each, each, vim.schedule_wrap(function()
          tick(process)
        end))
      end
    end
    return sent, id
  end
  local terminate = rpc.terminate
  rpc.terminate = function()
    process.asked = true
    terminate()
  end
end

--- The processes that Neovim has begun.
local function children()
  return vim.api.nvim_get_proc_children(vim.uv.os_getpid())
end

--- Runs the program; what Neovim speaks with it through.
---@param dispatchers vim.lsp.rpc.Dispatchers
function M.spawn(dispatchers)
  local cmd, trouble = program.find()
  if not cmd then
    error('rapporteur: ' .. trouble, 0)
  end
  local process = {
    path = cmd[1],
    asked = false,
    answered = false,
    silent = false,
    ticks = 0,
    waiting = {},
    clock = assert(vim.uv.new_timer()),
  }
  local rpc
  local on_exit = dispatchers.on_exit
  dispatchers.on_exit = function(code, signal)
    running[rpc] = nil
    process.clock:close()
    -- As if it had ended well: of the rest Neovim would say its own sentence beside the one that is said here.
    on_exit(0, 0)
    -- Neovim lets go of the client in a function that it has scheduled by now.
    vim.schedule(function()
      ended(process, code, signal)
    end)
  end
  local before = children()
  local started
  started, rpc = pcall(vim.lsp.rpc.start, cmd, dispatchers)
  if not started then
    -- Neovim says what is thrown here, and nothing else.
    M.trouble = program.fails(cmd[1], 'it cannot be started')
    error('rapporteur: ' .. M.trouble, 0)
  end
  process.pid = vim.iter(children()):find(function(child)
    return not vim.tbl_contains(before, child)
  end)
  watch(rpc, process)
  running[rpc] = process
  return rpc
end

--- What is wrong with the process of a client; nothing, where it answers.
---@param client vim.lsp.Client
---@return string?
function M.wrong(client)
  local process = running[client.rpc]
  return process and process.silent and unanswered() or nil
end

--- Whether one has been started, and not answered yet.
---@return boolean
function M.starting()
  return vim.iter(pairs(running)):any(function(_, process)
    return not process.answered
  end)
end

--- Ends all and has them started again.
function M.restart()
  M.forgive()
  if not next(running) then
    return require('rapporteur.server').start_all()
  end
  restarting = true
  for rpc, process in pairs(running) do
    kill(rpc, process)
  end
end

--- Neovim ends: those that hang would stay.
function M.leave()
  for rpc, process in pairs(running) do
    if process.silent then
      kill(rpc, process)
    end
  end
end

return M
