--- The colours of a draft. The server says what words are; the groups may be set by a colour scheme.
local M = {}

--- What words are, as the server names them.
M.types = { 'heading', 'call', 'label', 'citation', 'reference', 'footnote', 'inserted', 'deleted', 'abbreviation' }

--- What it says beside that.
M.modifiers = { 'inForce', 'superseded', 'unknown', 'inserted' }

local links = {
  Heading = 'Title',
  Call = 'Statement',
  Label = 'Number',
  Citation = 'Type',
  Reference = 'Identifier',
  Footnote = 'Special',
  Comment = 'Comment',
  Abbreviation = 'Constant',
  Superseded = 'DiagnosticWarn',
  Proposal = 'PreProc',
}

--- Tracked changes are told by more than their colour, which is that of another group.
local marked = {
  Inserted = { like = 'Added', underline = true },
  Deleted = { like = 'Removed', strikethrough = true },
}

local function group(name)
  return 'Rapporteur' .. name:sub(1, 1):upper() .. name:sub(2)
end

function M.set()
  for name, link in pairs(links) do
    vim.api.nvim_set_hl(0, group(name), { link = link, default = true })
  end
  for name, how in pairs(marked) do
    local like = vim.api.nvim_get_hl(0, { name = how.like, link = false })
    local style = { fg = like.fg, ctermfg = like.ctermfg, underline = how.underline, strikethrough = how.strikethrough }
    vim.api.nvim_set_hl(0, group(name), vim.tbl_extend('force', style, { default = true }))
  end
  for _, filetype in ipairs({ 'resolution', 'markdown' }) do
    for _, type in ipairs(M.types) do
      vim.api.nvim_set_hl(0, ('@lsp.type.%s.%s'):format(type, filetype), { link = group(type), default = true })
    end
    for _, modifier in ipairs({ 'superseded', 'inserted' }) do
      vim.api.nvim_set_hl(0, ('@lsp.mod.%s.%s'):format(modifier, filetype), { link = group(modifier), default = true })
    end
  end
end

return M
