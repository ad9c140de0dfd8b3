if vim.g.loaded_rapporteur then
  return
end
vim.g.loaded_rapporteur = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('rapporteur needs Neovim 0.10 or later', vim.log.levels.ERROR)
  return
end

require('rapporteur.highlight').set()

vim.api.nvim_create_user_command('Rapporteur', function(typed)
  require('rapporteur.commands').run(typed)
end, {
  nargs = '+',
  range = true,
  desc = 'What can be done with a draft of a resolution',
  complete = function(...)
    return require('rapporteur.commands').complete(...)
  end,
})

for name, command in pairs(require('rapporteur.commands').commands) do
  local plug = ('<Plug>(rapporteur-%s)'):format(name)
  vim.keymap.set('n', plug, ('<Cmd>Rapporteur %s<CR>'):format(name), { desc = command.about })
  vim.keymap.set('x', plug, (':Rapporteur %s<CR>'):format(name), { desc = command.about, silent = true })
end

local group = vim.api.nvim_create_augroup('rapporteur', {})

-- What another group's colour is taken from changes with it.
vim.api.nvim_create_autocmd('ColorScheme', {
  group = group,
  callback = function()
    require('rapporteur.highlight').set()
  end,
})

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'rapporteur' then
      require('rapporteur.attach')(client, event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'BufEnter' }, {
  group = group,
  callback = function(event)
    require('rapporteur.cursor')(event.buf)
  end,
})

vim.api.nvim_create_autocmd({ 'WinScrolled', 'CursorMoved', 'CursorMovedI' }, {
  group = group,
  callback = function()
    require('rapporteur.views').scroll()
  end,
})

-- A draft without a name that is written is wiped out to the events, and is new.
vim.api.nvim_create_autocmd({ 'BufFilePre', 'BufWipeout' }, {
  group = group,
  callback = function(event)
    require('rapporteur.renaming').before(event.buf)
  end,
})

vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufNew' }, {
  group = group,
  callback = function(event)
    require('rapporteur.renaming').after(event.buf, event.event == 'BufNew')
  end,
})

vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  callback = function(event)
    require('rapporteur.renaming').written(event.buf)
  end,
})

-- Neovim does not watch files for servers on Linux: what is written in it is told.
vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  pattern = { 'rapporteur.toml', '*.jsonl', '*.txt', '*.md' },
  callback = function(event)
    require('rapporteur.server').written(event.buf)
  end,
})

vim.api.nvim_create_autocmd('VimLeavePre', {
  group = group,
  callback = function()
    require('rapporteur.process').leave()
  end,
})

if vim.fn.has('nvim-0.11') == 0 then
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = require('rapporteur.server').filetypes,
    callback = function(event)
      require('rapporteur.server').start(event.buf)
    end,
  })
elseif vim.v.vim_did_enter == 1 then
  -- A plugin manager has loaded it late, and will call setup{} only now.
  vim.schedule(function()
    vim.lsp.enable('rapporteur')
  end)
else
  vim.lsp.enable('rapporteur')
end
