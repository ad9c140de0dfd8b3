--- Completion as one types, on Neovim 0.11: what its menu shows.
local M = {}

--- So wide is what can be put in at most; what is cut off is beside it, or in the draft when it is chosen.
local LABEL = 40

--- Labels as short as this stand among others like them: clauses.
local SHORT = 12

--- So wide is a title at most; as wide it must be to say anything; and so wide it is enough, so that what is known of the text may
--- stand beside the menu.
local TITLE, LEAST, ENOUGH = 60, 16, 24

--- So wide must be what is left beside the menu for that; in less, Neovim breaks words.
local INFO = 32

--- So much of the last word may go before it goes whole.
local WORD = 12

--- 'pumwidth' as the user has it.
local usual

local function cut(words, width)
  if vim.fn.strdisplaywidth(words) <= width then
    return words
  end
  local kept = vim.fn.strcharpart(words, 0, width - 1)
  local whole = kept:match('^(.*[^%s,])[%s,]+%S*$')
  return (whole and #kept - #whole <= WORD and whole or kept) .. '…'
end

--- At the right edge of the screen Neovim cuts off a menu, down to this width, rather than move it to the left.
local function at_least(width)
  usual = usual or vim.o.pumwidth
  vim.o.pumwidth = math.max(usual, width)
end

--- The column of the screen where the menu begins: that of the words that are completed.
local function column(item)
  local row, at = unpack(vim.api.nvim_win_get_cursor(0))
  local edit = item.textEdit
  local range = edit and (edit.range or edit.insert)
  if range then
    at = math.min(at, vim.fn.byteidx(vim.api.nvim_get_current_line(), range.start.character))
  end
  return vim.fn.screenpos(0, row, at + 1).col - 1
end

--- The title first; what else is said of it stands before a dot.
local function title(detail)
  local else_said, words = detail:match('^(.*) · (.-)$')
  return else_said and ('%s (%s)'):format(words, else_said) or detail
end

--- A line of the menu: what is put in and the title of it, as far as the screen goes. What is known of it stands beside the menu,
--- where there is room.
local function line(item)
  local label = cut(item.label, LABEL)
  local left = column(item)
  local wide = vim.fn.strdisplaywidth(item.label) > SHORT and LABEL or SHORT
  at_least(wide == LABEL and LABEL + 1 or 0)
  -- A space between the two, one at the edge, and a bar to scroll.
  local room = vim.o.columns - left - wide - 3
  local words = item.detail and title(item.detail) or ''
  local width = math.min(TITLE, room - INFO >= ENOUGH and room - INFO or room)
  local menu = width >= LEAST and cut(words, width) or ''
  local beside = math.max(left, room - (menu == '' and 0 or width))
  local said = item.documentation and item.documentation.value
  local info = said and item.detail and item.detail .. '\n\n' .. said or said
  return { abbr = label, kind = '', menu = menu, info = beside >= INFO and info or '' }
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

---@param client vim.lsp.Client
---@param buffer integer
function M.enable(client, buffer)
  vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true, convert = line })
  -- Nothing is put in before it is chosen.
  vim.bo[buffer].completeopt = 'menuone,noselect,popup'
  local group = vim.api.nvim_create_augroup('rapporteur.completion' .. buffer, {})
  vim.api.nvim_create_autocmd('CompleteChanged', {
    group = group,
    buffer = buffer,
    callback = function()
      vim.schedule(read_well)
    end,
  })
  vim.api.nvim_create_autocmd('InsertLeave', {
    group = group,
    buffer = buffer,
    callback = function()
      if usual then
        vim.o.pumwidth, usual = usual, nil
      end
    end,
  })
end

return M
