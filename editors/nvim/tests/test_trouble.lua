--- The server that is not there: killed, missing, another program, stopped. What is said of it, and how it comes back.
local child = require('child')

local cases = {}
local with, equal = child.with, child.equal

function cases.a_server_that_is_killed_comes_back()
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    local first = nvim:servers()
    equal(#first, 1)
    nvim:at('that it reports')
    nvim:keys('ithat it never sleeps and <Esc>')
    vim.uv.kill(first[1], 'sigkill')
    nvim:till('another server', function()
      local now = nvim:servers()
      return #now == 1 and now[1] ~= first[1]
    end)
    nvim:finds('stale-revision')
    equal(nvim:told(), 'rapporteur: the server ended and is started again')
    nvim:till('the words are kept', function()
      return nvim:text():find('that it never sleeps and that it reports every minute', 1, true)
    end)
    nvim:at('considering k)')
    nvim:keys('K')
    nvim:sees('11 of 11 in considering')
  end)
end

function cases.it_is_started_again_when_asked()
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    local first = nvim:servers()
    nvim:cmd('Rapporteur restart')
    nvim:till('another server', function()
      local now = nvim:servers()
      return #now == 1 and now[1] ~= first[1]
    end)
    nvim:served()
    nvim:finds('stale-revision')
    equal(nvim:told(), '')
  end)
end

--- So long an answer is waited for, in milliseconds.
local function patience(nvim, milliseconds)
  nvim:lua([[require('rapporteur.process').PATIENCE = ...]], milliseconds)
end

--- Opens a draft where a program is named that cannot be the server.
local function with_program(path, run)
  with({}, function(nvim, folder)
    patience(nvim, 500)
    nvim:lua([[require('rapporteur').setup({ cmd = { ... } })]], path)
    vim.uv.fs_copyfile(child.here .. '/drafts/tides.resolution', folder .. '/tides.resolution')
    nvim:edit(folder .. '/tides.resolution')
    run(nvim, folder)
  end)
end

--- Waits until something is told, and no more; what that is.
local function told_once(nvim)
  nvim:till('a message', function()
    return nvim:told() ~= ''
  end)
  vim.wait(200)
  local told = nvim:told()
  nvim:lua('_G.told = {}')
  return told
end

--- The commands that need the server, each with what it takes.
local asking = {
  'accept', 'accept all', 'agree', 'base', 'brackets', 'changes', 'choose', 'cite', 'cite security', 'delete', 'down', 'insert',
  'preview', 'proposed', 'propose', 'reject', 'reletter', 'reletter all', 'revise', 'submit', 'submit editorial', 'submit_all',
  'track', 'up', 'update',
}

--- Each command says the same, once, whatever it is that is wrong.
local function all_say(nvim, words)
  for _, command in ipairs(asking) do
    nvim:cmd('Rapporteur ' .. command)
    nvim:lua('table.insert(_G.told, ...)', command)
  end
  vim.wait(200)
  local ought = vim.tbl_map(function(command)
    return ('rapporteur: %s\n%s'):format(words, command)
  end, asking)
  equal(nvim:told(), table.concat(ought, '\n'))
  nvim:lua('_G.told = {}')
end

--- A file that can be run, and is no program of ours.
local function script(...)
  local path = vim.fn.tempname()
  vim.fn.writefile({ ... }, path)
  vim.uv.fs_chmod(path, tonumber('755', 8))
  return path
end

local system = vim.uv.os_uname()
local platform = ('%s-%s'):format(system.sysname:lower(), system.machine)

local function cannot_run(path, why)
  local words = '%s does not run as the server on %s (%s): '
    .. 'name another as cmd in setup{}, then :Rapporteur restart (:help rapporteur-cmd)'
  return words:format(path, platform, why)
end

--- With what is usual again, it is there.
local function comes_back(nvim)
  patience(nvim, 10000)
  nvim:lua([[require('rapporteur').setup()]])
  nvim:cmd('Rapporteur restart')
  nvim:finds('stale-revision')
  equal(nvim:told(), '')
  equal(#nvim:servers(), 1)
end

function cases.a_program_that_is_not_there()
  local words = cannot_run('/nowhere/rapporteur', 'it is not there')
  with_program('/nowhere/rapporteur', function(nvim, folder)
    equal(told_once(nvim), 'rapporteur: ' .. words)
    vim.uv.fs_copyfile(child.here .. '/drafts/tides.resolution', folder .. '/other.resolution')
    nvim:edit(folder .. '/other.resolution')
    all_say(nvim, words)
    nvim:cmd('Rapporteur explain stale-revision')
    equal(told_once(nvim), 'rapporteur: ' .. words)
    nvim:cmd('Rapporteur catalogue 130')
    equal(told_once(nvim), 'rapporteur: ' .. words)
    nvim:keys(']]')
    equal(told_once(nvim), 'rapporteur: ' .. words)
    comes_back(nvim)
  end)
end

function cases.none_at_all()
  with({}, function(nvim, folder)
    vim.uv.fs_copyfile(child.here .. '/drafts/tides.resolution', folder .. '/tides.resolution')
    nvim:edit(folder .. '/tides.resolution')
    local told = told_once(nvim)
    assert(told:find('the server was not found (' .. platform .. '): build it with "cargo build --release"', 1, true), told)
    assert(told:find('name it as cmd in setup{}, then :Rapporteur restart', 1, true), told)
    nvim:cmd('Rapporteur update')
    equal(told_once(nvim), told)
  end, { env = { PATH = '/usr/bin:/bin' }, plugin = child.copy() })
end

function cases.programs_that_do_not_run()
  local of_another_machine = script('\127ELF\2\1\1')
  local without_interpreter = script('#!/nowhere/sh')
  local not_executable = script('#!/bin/sh')
  vim.uv.fs_chmod(not_executable, tonumber('644', 8))
  for path, why in pairs({
    ['/bin/false'] = 'it ended at once, with 1',
    ['/bin/true'] = 'it ended at once, with 0',
    [of_another_machine] = 'it ended at once, with',
    [without_interpreter] = 'it cannot be started',
    [not_executable] = 'it is not executable',
  }) do
    with_program(path, function(nvim)
      local told = told_once(nvim)
      local words = 'rapporteur: ' .. cannot_run(path, why)
      if path ~= of_another_machine then
        equal(told, words)
      else
        -- What a shell makes of it is the shell's.
        local start = words:match('^.* with')
        assert(vim.startswith(told, start) and not told:find('\n'), told)
      end
      nvim:cmd('Rapporteur update')
      equal(told_once(nvim), told)
      nvim:cmd('Rapporteur explain stale-revision')
      equal(told_once(nvim), told)
      comes_back(nvim)
    end)
  end
end

function cases.a_program_that_never_answers()
  local path = script('#!/bin/sh', 'exec sleep 1000')
  with_program(path, function(nvim)
    nvim:cmd('Rapporteur update')
    equal(told_once(nvim), 'rapporteur: the server is being started: try again in a moment, or :Rapporteur restart')
    equal(told_once(nvim), 'rapporteur: ' .. cannot_run(path, 'it does not answer'))
    all_say(nvim, cannot_run(path, 'it does not answer'))
    local sleeping = nvim:children()
    equal(#sleeping, 1)
    comes_back(nvim)
    equal(vim.uv.kill(sleeping[1], 0), nil)
  end)
end

function cases.one_that_is_slow_to_start_is_served_in_the_end()
  with_program(script('#!/bin/sh', 'sleep 1', 'exec rapporteur lsp'), function(nvim)
    assert(told_once(nvim):find('it does not answer', 1, true))
    nvim:finds('stale-revision')
    nvim:cmd('Rapporteur update')
    nvim:till('the new edition', function()
      return nvim:text():find('Resolution 130 (Rev. Bucharest, 2022)', 1, true)
    end)
    equal(nvim:told(), '')
  end)
end

--- With a server that is stopped, which no longer hears.
local function stopped(run)
  with({ 'tides' }, function(nvim)
    nvim:finds('stale-revision')
    patience(nvim, 500)
    -- Until all has been answered, the time is the usual one.
    vim.wait(300)
    local server = nvim:servers()[1]
    vim.uv.kill(server, 'sigstop')
    local fine, why = pcall(run, nvim, server)
    vim.uv.kill(server, 'sigcont')
    assert(fine, why)
  end)
end

local unanswered = 'the server has not answered for 1 seconds: :Rapporteur restart starts it again'

function cases.one_that_hangs_is_noticed_and_killed()
  stopped(function(nvim, server)
    nvim:at('that it reports')
    nvim:keys('ithat it never sleeps and <Esc>')
    nvim:cmd('Rapporteur update')
    equal(told_once(nvim), 'rapporteur: ' .. unanswered)
    all_say(nvim, unanswered)
    local began = vim.uv.now()
    nvim:at('b)\tthat it')
    nvim:keys('othat it is cold;<Esc>')
    nvim:till('the words', function()
      return nvim:line() == 'that it is cold;'
    end)
    assert(vim.uv.now() - began < 400, 'Enter waits for no server that hangs')
    nvim:cmd('checkhealth rapporteur')
    assert(nvim:text():find('ERROR ' .. unanswered, 1, true), nvim:text())
    nvim:cmd('bwipeout')
    patience(nvim, 10000)
    nvim:cmd('Rapporteur restart')
    nvim:till('another server', function()
      local now = nvim:servers()
      return #now == 1 and now[1] ~= server
    end)
    nvim:served()
    nvim:cmd('Rapporteur update')
    nvim:till('the new edition', function()
      return nvim:text():find('Resolution 130 (Rev. Bucharest, 2022)', 1, true)
    end)
    equal(nvim:told(), '')
    assert(nvim:text():find('that it never sleeps and that it reports', 1, true))
  end)
end

function cases.one_that_hangs_is_noticed_by_keys_of_Neovim()
  stopped(function(nvim)
    nvim:keys('K')
    equal(told_once(nvim), 'rapporteur: ' .. unanswered)
  end)
end

function cases.a_motion_does_not_wait_as_long()
  stopped(function(nvim)
    patience(nvim, 10000)
    nvim:keys(']]')
    vim.wait(2500)
    equal(told_once(nvim), 'rapporteur: the server does not answer: :Rapporteur restart starts it again')
  end)
end

function cases.one_that_goes_on_is_asked_again()
  stopped(function(nvim, server)
    nvim:cmd('Rapporteur update')
    equal(told_once(nvim), 'rapporteur: ' .. unanswered)
    vim.wait(600)
    vim.uv.kill(server, 'sigcont')
    nvim:till('it is asked', function()
      nvim:cmd('Rapporteur reletter')
      return nvim:told():find('lettered in order', 1, true)
    end)
    -- What it had to say of the first command came too late.
    assert(nvim:text():find('Resolution 130 (Rev. Dubai, 2018)', 1, true))
  end)
end

function cases.a_server_that_dies_again_and_again_is_left_alone()
  with({ 'tides' }, function(nvim)
    local last
    for _ = 1, 4 do
      nvim:till('another server', function()
        local now = nvim:servers()[1]
        return now and now ~= last and nvim:lua('return #vim.lsp.get_clients() == 1')
      end)
      last = nvim:servers()[1]
      vim.uv.kill(last, 'sigkill')
    end
    local words = 'the server ended 4 times within a minute: :Rapporteur restart tries again, :Rapporteur log shows what it said'
    nvim:till('the last message', function()
      return nvim:told():find(words, 1, true)
    end)
    nvim:lua('_G.told = {}')
    equal(#nvim:servers(), 0)
    all_say(nvim, words)
    comes_back(nvim)
  end)
end

function cases.one_that_was_ended_by_hand()
  with({ 'tides' }, function(nvim)
    nvim:lua([[vim.lsp.stop_client(vim.lsp.get_clients())]])
    nvim:till('it is gone', function()
      return #nvim:servers() == 0
    end)
    equal(nvim:told(), '')
    all_say(nvim, 'no server runs for this draft: :Rapporteur restart starts one')
    comes_back(nvim)
  end)
end

function cases.what_is_no_draft()
  with({ 'tides' }, function(nvim)
    nvim:cmd('enew')
    all_say(nvim, 'this is no draft of a resolution (:setfiletype resolution makes it one)')
  end)
end

function cases.one_that_hangs_ends_with_Neovim()
  stopped(function(nvim, server)
    nvim:cmd('Rapporteur update')
    equal(told_once(nvim), 'rapporteur: ' .. unanswered)
    pcall(nvim.cmd, nvim, 'quitall!')
    nvim:till('it is gone', function()
      -- Who inherits it may not have looked yet.
      local status = vim.fn.system({ 'ps', '-o', 'stat=', '-p', tostring(server) })
      return status == '' or vim.startswith(status, 'Z')
    end)
  end)
end

return cases
