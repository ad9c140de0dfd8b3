--- `:checkhealth rapporteur`
local config = require('rapporteur.config')
local process = require('rapporteur.process')
local program = require('rapporteur.program')
local server = require('rapporteur.server')

local M = {}

local function neovim()
  vim.health.start('Neovim')
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('Neovim ' .. version)
  elseif vim.fn.has('nvim-0.10') == 1 then
    vim.health.ok(('Neovim %s: completion as you type, folding by the server and the gr keys come with 0.11'):format(version))
  else
    vim.health.error(('Neovim %s: 0.10 or later is needed'):format(version))
  end
end

local function runs()
  vim.health.start('The server')
  local cmd, where = program.find()
  if not cmd then
    return vim.health.error(where)
  end
  vim.health.ok('found by ' .. where)
  local result, trouble = program.run({ '--version' }, { text = true })
  if not result then
    vim.health.error(trouble)
  elseif result.code == 0 then
    vim.health.ok(vim.trim(result.stdout))
  else
    vim.health.error(('%s --version ended with %d: %s'):format(cmd[1], result.code, vim.trim(result.stderr)))
  end
end

--- For which meeting the server reads a draft, by its heading or by `rapporteur.toml`.
local function meeting(client, buffer)
  local params = { command = 'rapporteur.meeting', arguments = { { uri = vim.uri_from_bufnr(buffer), position = { line = 0, character = 0 } } } }
  local held = server.ask_quietly(client, 'workspace/executeCommand', params, buffer, 1000)
  return type(held) == 'table' and held.name or 'none named: judged as of today'
end

local function workspace(client)
  local root = client.config.root_dir
  if not root then
    vim.health.info('no folder: neither rapporteur.toml nor .git is above the draft; the server works on what is open')
    return
  end
  vim.health.info('folder: ' .. root)
  local toml = vim.uv.fs_stat(root .. '/rapporteur.toml') and 'rapporteur.toml is there' or 'no rapporteur.toml there'
  vim.health.info(toml)
end

local function clients()
  vim.health.start('The drafts')
  local running = vim.lsp.get_clients({ name = server.name })
  if #running == 0 then
    vim.health.info('no server runs: it starts with the first draft that is opened')
  end
  if process.trouble then
    vim.health.error(process.trouble)
  end
  for _, client in ipairs(running) do
    local wrong = process.wrong(client)
    if wrong then
      vim.health.error(wrong)
    end
    local said = client.server_info or {}
    local version = said.version and ' ' .. said.version or ''
    vim.health.ok(('server %d runs: %s%s, positions in %s'):format(client.id, said.name or server.name, version, client.offset_encoding))
    workspace(client)
    for buffer in pairs(client.attached_buffers) do
      local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':~:.')
      local found = #vim.diagnostic.get(buffer)
      local findings = ('%d finding%s'):format(found, found == 1 and '' or 's')
      local held = wrong and 'not known now' or meeting(client, buffer)
      vim.health.info(('%s: %s; meeting: %s'):format(name, findings, held))
    end
  end
end

local function settings()
  vim.health.start('setup{}')
  local changed = {}
  for name, value in pairs(config.options) do
    if not vim.deep_equal(value, config.defaults[name]) then
      table.insert(changed, ('%s = %s'):format(name, vim.inspect(value, { newline = ' ', indent = '' })))
    end
  end
  table.sort(changed)
  vim.health.info(#changed == 0 and 'all as usual' or table.concat(changed, '\n'))
end

function M.check()
  neovim()
  runs()
  clients()
  settings()
end

return M
