--- What the server can do with a draft, asked for by name instead of chosen from the menu of `gra`.
local server = require('rapporteur.server')

local M = {}

--- What is said where there is nothing to do, by the kinds of the server's actions.
local nothing = {
  ['refactor.reletter'] = 'the clauses of this section are lettered in order',
  ['refactor.revise'] = 'there is no text here that can be revised',
  ['refactor.propose'] = 'there is no adopted text here to propose changes to',
  ['refactor.rewrite.accept'] = 'there is no tracked change here',
  ['refactor.rewrite.acceptAll'] = 'this text has no tracked changes',
  ['refactor.rewrite.reject'] = 'there is no tracked change here',
  ['refactor.rewrite.rejectAll'] = 'this text has no tracked changes',
  ['source.organizeClauses'] = 'the clauses of all sections are lettered in order',
  ['source.updateCitations'] = 'no citation here can be brought up to date',
}

--- Does what there is of a kind at the cursor, or with what was selected; where there are several ways, one is chosen.
---@param kind string
---@param selected boolean?
function M.run(kind, selected)
  local client = server.client()
  if not client then
    return
  end
  local encoding = client.offset_encoding
  local params = selected and vim.lsp.util.make_given_range_params(nil, nil, 0, encoding)
    or vim.lsp.util.make_range_params(0, encoding)
  params.context = { diagnostics = {}, only = { kind } }

  local buffer = vim.api.nvim_get_current_buf()
  local function apply(action)
    if not action then
      return
    elseif action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, encoding)
    else
      -- What it changes is worked out only now.
      server.ask(client, 'codeAction/resolve', action, buffer, function(resolved)
        if resolved and resolved.edit then
          vim.lsp.util.apply_workspace_edit(resolved.edit, encoding)
        end
      end)
    end
  end
  server.ask(client, 'textDocument/codeAction', params, buffer, function(actions)
    -- A kind may have others below it: those were not asked for.
    actions = vim.tbl_filter(function(action)
      return action.kind == kind
    end, actions or {})
    if #actions == 0 then
      server.say(nothing[kind])
    elseif #actions == 1 then
      apply(actions[1])
    else
      local options = {
        prompt = 'Rapporteur:',
        kind = 'rapporteur.action',
        format_item = function(action)
          return action.title
        end,
      }
      vim.ui.select(actions, options, apply)
    end
  end)
end

return M
