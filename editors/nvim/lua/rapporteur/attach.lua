--- What a draft gets when the server has begun to serve it.
local config = require('rapporteur.config')

local new = vim.fn.has('nvim-0.11') == 1

--- Findings after their lines, unless all of Neovim already shows them there or below the lines; the gravest first.
local function findings(client)
  local usual = vim.diagnostic.config() or {}
  local shown = config.options.virtual_text and not usual.virtual_text and not usual.virtual_lines
  local own = { severity_sort = true, virtual_text = shown or nil }
  vim.diagnostic.config(own, vim.lsp.diagnostic.get_namespace(client.id))
end

--- So wide is the menu at most: beside it stands what is known of the text.
local WIDTH = 40

--- A line of the menu; a title stands in the window beside it, where there is one.
local function menu_line(item)
  local long = vim.fn.strdisplaywidth(item.label) > WIDTH
  local said = item.documentation and item.documentation.value
  return {
    abbr = long and vim.fn.strcharpart(item.label, 0, WIDTH - 1) .. '…' or item.label,
    kind = '',
    menu = said and '' or item.detail,
    info = said and item.detail and item.detail .. '\n\n' .. said or said,
  }
end

--- Neovim shows documentation as it is written, and breaks words.
local function read_well()
  local shown = vim.fn.complete_info({ 'selected' })
  local window, buffer = shown.preview_winid, shown.preview_bufnr
  if window and vim.api.nvim_win_is_valid(window) then
    vim.wo[window].linebreak = true
    vim.wo[window].conceallevel = 2
    pcall(vim.treesitter.start, buffer, 'markdown')
  end
end

local function completion(client, buffer)
  vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true, convert = menu_line })
  -- Nothing is put in before it is chosen.
  vim.bo[buffer].completeopt = 'menuone,noselect,popup'
  vim.api.nvim_create_autocmd('CompleteChanged', {
    group = vim.api.nvim_create_augroup('rapporteur.completion' .. buffer, {}),
    buffer = buffer,
    callback = function()
      vim.schedule(read_well)
    end,
  })
end

local function folding(buffer)
  for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
    if vim.wo[window].foldmethod == 'manual' then
      vim.wo[window][0].foldmethod = 'expr'
      vim.wo[window][0].foldexpr = 'v:lua.vim.lsp.foldexpr()'
      vim.wo[window][0].foldlevel = 99
    end
  end
end

---@param client vim.lsp.Client
---@param buffer integer
return function(client, buffer)
  local options = config.options
  findings(client)
  if options.completion and new then
    completion(client, buffer)
  end
  if options.folding and new then
    folding(buffer)
  end
  if options.next_label then
    require('rapporteur.next_label').enable(buffer)
  end
  if options.inlay_hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if options.code_lens then
    require('rapporteur.lenses').enable(buffer)
  end
end
