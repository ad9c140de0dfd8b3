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
    require('rapporteur.completion').enable(client, buffer)
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
  require('rapporteur.server').follow(buffer)
end
