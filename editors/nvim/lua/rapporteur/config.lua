--- What can be changed with `require('rapporteur').setup{}`.
local M = {}

---@class rapporteur.Options
M.defaults = {
  --- The program and its arguments; without it, `rapporteur` is looked up.
  ---@type string[]?
  cmd = nil,
  --- What the server is told of how you like it: `inlayHints`, `codeLens`, `format`, `quietWhileWriting`.
  settings = {},
  --- Findings stand after their lines, also where Neovim shows no virtual text by default.
  virtual_text = true,
  --- Completion as you type (Neovim 0.11); without it, by CTRL-X CTRL-O.
  completion = true,
  --- Enter, and o and O, bring the label of the next clause.
  next_label = true,
  --- The server tells what folds (Neovim 0.11).
  folding = true,
  --- Titles and editions after citations.
  inlay_hints = false,
  --- Above clauses, how many refer to them.
  code_lens = false,
}

---@type rapporteur.Options
M.options = vim.deepcopy(M.defaults)

---@param options rapporteur.Options?
function M.set(options)
  for name in pairs(options or {}) do
    if M.defaults[name] == nil and name ~= 'cmd' then
      vim.notify(('rapporteur: setup{} knows no %q (:help rapporteur-setup)'):format(name), vim.log.levels.WARN)
    end
  end
  M.options = vim.tbl_deep_extend('force', vim.deepcopy(M.defaults), options or {})
end

return M
