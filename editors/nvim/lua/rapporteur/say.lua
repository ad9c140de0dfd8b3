--- Says something to the drafter.
---@param message string
---@param level integer?
return function(message, level)
  vim.notify('rapporteur: ' .. message, level or vim.log.levels.INFO)
end
