if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = 1

-- Comments are those of CriticMarkup; they are not of the text.
vim.bo.commentstring = '{>>%s<<}'
vim.bo.comments = ''
-- A clause is one line, however long: it is not broken as it is written, and shown broken between words.
vim.bo.textwidth = 0
vim.opt_local.formatoptions:remove({ 't', 'c', 'a', 'r', 'o' })
vim.opt_local.formatoptions:append('l')
vim.opt_local.linebreak = true
-- A TAB stands between a label and its words.
vim.bo.expandtab = false
vim.b.undo_ftplugin = 'setlocal commentstring< comments< textwidth< formatoptions< linebreak< expandtab<'

if vim.g.no_plugin_maps or vim.g.no_resolution_maps then
  return
end

local function outline(name, ...)
  local arguments = { ... }
  return function()
    require('rapporteur.outline')[name](unpack(arguments))
  end
end

local function place(what, forward)
  return function()
    local places = require('rapporteur.places')
    places.go(places[what], forward)
  end
end

local maps = {
  { { 'n', 'x', 'o' }, ']u', place('brackets', true), 'Next text in square brackets' },
  { { 'n', 'x', 'o' }, '[u', place('brackets', false), 'Text in square brackets before' },
  { { 'n', 'x', 'o' }, ']k', place('changes', true), 'Next tracked change' },
  { { 'n', 'x', 'o' }, '[k', place('changes', false), 'Tracked change before' },
  { { 'n', 'x', 'o' }, ']]', outline('go', true), 'Next section' },
  { { 'n', 'x', 'o' }, '[[', outline('go', false), 'Section before' },
  { { 'x', 'o' }, 'ac', outline('select', 'clause', true), 'A clause' },
  { { 'x', 'o' }, 'ic', outline('select', 'clause', false), 'The words of a clause' },
  { { 'x', 'o' }, 'aS', outline('select', 'section', true), 'A section' },
  { { 'x', 'o' }, 'iS', outline('select', 'section', false), 'The clauses of a section' },
  { { 'n', 'x' }, '<LocalLeader>a', '<Plug>(rapporteur-accept)', 'Accept the tracked change here' },
  { { 'n', 'x' }, '<LocalLeader>r', '<Plug>(rapporteur-reject)', 'Reject the tracked change here' },
}
for _, map in ipairs(maps) do
  local modes, keys, does, about = unpack(map)
  vim.keymap.set(modes, keys, does, { buffer = true, desc = about })
  for _, mode in ipairs(modes) do
    -- A space before the bar would belong to the keys.
    vim.b.undo_ftplugin = ('%s|silent! %sunmap <buffer> %s'):format(vim.b.undo_ftplugin, mode, keys)
  end
end
