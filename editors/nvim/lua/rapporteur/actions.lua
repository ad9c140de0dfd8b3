--- What the server can do with a draft, asked for by name instead of chosen from the menu of `gra`.
local server = require('rapporteur.server')

local M = {}

--- What is said where there is nothing to do, by the kinds of the server's actions.
local nothing = {
  ['refactor.reletter'] = 'the clauses of this section are lettered in order',
  ['refactor.revise'] = 'there is no text here that can be revised',
  ['refactor.propose'] = 'no proposal can be started from the text here',
  ['refactor.rewrite.accept'] = 'there is no tracked change here',
  ['refactor.rewrite.acceptAll'] = 'this text has no tracked changes',
  ['refactor.rewrite.reject'] = 'there is no tracked change here',
  ['refactor.rewrite.rejectAll'] = 'this text has no tracked changes',
  ['refactor.rewrite.insertClause'] = 'no clause can be put in below this place',
  ['refactor.move.up'] = 'this clause cannot be moved up',
  ['refactor.move.down'] = 'this clause cannot be moved down',
  ['refactor.rewrite.agree'] = 'no square brackets here can be taken off',
  ['refactor.rewrite.deleteBracketed'] = 'there is no text in square brackets here',
  ['refactor.rewrite.choose'] = 'there are no [alternatives] here',
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
      if action.command then
        -- Where one goes on.
        server.execute(client, action.command.command, action.command.arguments[1], buffer, function() end)
      end
    else
      -- What it changes is worked out only now.
      server.ask(client, 'codeAction/resolve', action, buffer, function(resolved)
        if resolved and resolved.edit then
          apply(resolved)
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
