--- Whether a file looks like a resolution. Whether it is one, the server tells: it stays silent on what is none.
local M = {}

--- So far a heading is looked for: a contribution begins with its cover.
local LINES = 1000

local words = {
  'RESOLUTION', 'DECISION', 'RECOMMENDATION', 'OPINION',
  'RÉSOLUTION', 'DÉCISION', 'RECOMMANDATION',
  'RESOLUCIÓN', 'DECISIÓN', 'RECOMENDACIÓN',
  'РЕЗОЛЮЦИЯ', 'РЕШЕНИЕ', 'РЕКОМЕНДАЦИЯ',
  '决议', '第', 'القرار',
}

--- `RESOLUTION 50 (Rev. New Delhi, 2024)`, `DRAFT NEW RESOLUTION [IAP-1] (Geneva, 2022)`, `RESOLUTION ITU-R 1-9`,
--- `RESOLUTION 705 (REV.WRC-15)`, `RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})`.
local function is_heading(line)
  line = line:gsub('^%[bookmark:[^%]]*%]', '')
  line = line:gsub('^%u+ NEW ', '')
  for _, word in ipairs(words) do
    if vim.startswith(line, word) then
      local rest = line:sub(#word + 1)
      return rest:find('%(.*%d%d.*%)') ~= nil or rest:find('20XX', 1, true) ~= nil or rest:find('^ ITU.R %d') ~= nil
    end
  end
  return false
end

---@param buffer integer
---@return boolean
function M.reads_as_resolution(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, LINES, false)) do
    if is_heading(line) then
      return true
    end
  end
  return false
end

return M
