--- The server of drafts: how Neovim starts it, and how it is asked.
local config = require('rapporteur.config')
local process = require('rapporteur.process')
local program = require('rapporteur.program')

local M = {}

M.name = 'rapporteur'
M.filetypes = { 'resolution', 'markdown' }
M.say = require('rapporteur.say')

--- So long a motion waits for an answer, in milliseconds. A draft of 1 MB takes a tenth of that.
local PATIENCE = 2000

local new = vim.fn.has('nvim-0.11') == 1

--- Calls a function of a client; those of Neovim 0.10 know whose they are.
local function call(client, name, ...)
  if new then
    return client[name](client, ...)
  end
  return client[name](...)
end

--- Starts it for all drafts that have none.
function M.start_all()
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

--- Whether a buffer holds what a server is started for.
local function is_draft(buffer)
  local filetype = vim.bo[buffer].filetype
  if vim.bo[buffer].buftype ~= '' or not vim.tbl_contains(M.filetypes, filetype) then
    return false
  end
  -- Other Markdown is none of ours.
  return filetype ~= 'markdown' or require('rapporteur.detect').reads_as_resolution(buffer)
end

--- The folder to look through: that of the nearest `rapporteur.toml`, else of the repository. Without either, the server
--- works on what is open.
local function root_dir(buffer, on_dir)
  if not is_draft(buffer) or process.trouble then
    return
  end
  local cmd, trouble = program.find()
  if not cmd then
    return process.fail(trouble)
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

--- A draft has changed, or has another name or another server: what is made of it follows.
---@param draft integer
function M.follow(draft)
  require('rapporteur.views').follow(draft)
  require('rapporteur.preview').follow(draft)
end

--- Goes to a place that the server names. Where the current window has that draft, it stays current: Neovim would take the first
--- that has it.
local function show_document(err, shown, context)
  if not shown.selection or vim.uri_from_bufnr(0) ~= shown.uri then
    return vim.lsp.handlers['window/showDocument'](err, shown, context)
  end
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local place = vim.lsp.util.locations_to_items({ { uri = shown.uri, range = shown.selection } }, client.offset_encoding)[1]
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { place.lnum, place.col - 1 })
  return { success = true }
end

--- The client, for `vim.lsp.config` and `vim.lsp.start`.
function M.config()
  return {
    name = M.name,
    cmd = process.spawn,
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
      ['window/showDocument'] = show_document,
      ['rapporteur/changed'] = function(_, changed, context)
        local client = assert(vim.lsp.get_client_by_id(context.client_id))
        for draft in pairs(client.attached_buffers) do
          if vim.uri_from_bufnr(draft) == changed.uri then
            M.follow(draft)
          end
        end
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

--- Tells a server something.
---@param client vim.lsp.Client
---@param method string
---@param params table
function M.notify(client, method, params)
  call(client, 'notify', method, params)
end

--- Tells all servers that a file is another now.
---@param buffer integer
function M.written(buffer)
  local changed = { uri = vim.uri_from_bufnr(buffer), type = vim.lsp.protocol.FileChangeType.Changed }
  for _, client in ipairs(vim.lsp.get_clients({ name = M.name })) do
    M.notify(client, 'workspace/didChangeWatchedFiles', { changes = { changed } })
  end
end

--- Tells all servers on which line the cursor is.
---@param buffer integer
---@param row integer from 0
function M.cursor_moved(buffer, row)
  local at = { line = row, character = 0 }
  for _, client in ipairs(vim.lsp.get_clients({ name = M.name })) do
    local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = at }
    M.notify(client, 'rapporteur/cursorMoved', params)
  end
end

--- The client that serves a draft, if there is one that answers.
---@param buffer integer
---@return vim.lsp.Client?
function M.serving(buffer)
  local client = vim.lsp.get_clients({ name = M.name, bufnr = buffer })[1]
  return client and not process.wrong(client) and client or nil
end

--- Why no client serves a buffer, and what to do.
local function absent(buffer)
  local client = vim.lsp.get_clients({ name = M.name, bufnr = buffer })[1]
  if client then
    return process.wrong(client)
  elseif not is_draft(buffer) then
    return 'this is no draft of a resolution (:setfiletype resolution makes it one)'
  elseif process.trouble then
    return process.trouble
  elseif process.starting() then
    return 'the server is being started: try again in a moment, or :Rapporteur restart'
  end
  local cmd, trouble = program.find()
  return cmd and 'no server runs for this draft: :Rapporteur restart starts one' or trouble
end

--- The same; says so where there is none.
---@param buffer integer? the current one
---@return vim.lsp.Client?
function M.client(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local client = M.serving(buffer)
  if not client then
    M.say(absent(buffer), vim.log.levels.WARN)
  end
  return client
end

--- Asks the server about a draft. An error is said, unless something else is to be done then. An answer that comes when the
--- drafter has been told that there is none is not passed on.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param buffer integer
---@param answered fun(result: any)
---@param failed fun(message: string)?
function M.ask(client, method, params, buffer, answered, failed)
  local asked = vim.uv.now()
  local function handler(err, result)
    if vim.uv.now() - asked > process.PATIENCE or not vim.api.nvim_buf_is_valid(buffer) then
      return
    elseif err then
      (failed or M.say)(err.message, vim.log.levels.ERROR)
    else
      answered(result)
    end
  end
  if not call(client, 'request', method, params, handler, buffer) then
    M.say('the server is ending: try again in a moment, or :Rapporteur restart', vim.log.levels.WARN)
  end
end

--- The same, waiting for the answer. Where none comes, that is said.
---@return any
function M.ask_now(client, method, params, buffer)
  local answer, why = call(client, 'request_sync', method, params, PATIENCE, buffer)
  if answer and answer.err then
    M.say(answer.err.message, vim.log.levels.ERROR)
  elseif not answer and why ~= 'interrupted' then
    M.say('the server does not answer: :Rapporteur restart starts it again', vim.log.levels.WARN)
  end
  return answer and answer.result
end

--- The same, and nothing is said: what nobody has asked for may stay out.
---@param patience integer in milliseconds
---@return any
function M.ask_quietly(client, method, params, buffer, patience)
  local answer = call(client, 'request_sync', method, params, patience, buffer)
  return answer and answer.result
end

--- Has the server carry out a command of its own.
---@param client vim.lsp.Client
---@param command string
---@param argument table?
---@param buffer integer
---@param answered fun(result: any)
---@param failed fun(message: string)?
function M.execute(client, command, argument, buffer, answered, failed)
  local params = { command = command, arguments = { argument } }
  M.ask(client, 'workspace/executeCommand', params, buffer, answered, failed)
end

return M
