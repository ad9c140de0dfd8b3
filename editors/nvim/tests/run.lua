--- `nvim --clean -l tests/run.lua [FILE…]`: runs the tests, each of a file's functions by its name.
local here = vim.fs.dirname(vim.uv.fs_realpath(debug.getinfo(1, 'S').source:sub(2)))
package.path = here .. '/?.lua;' .. package.path

local function say(words)
  io.stdout:write(words .. '\n')
end

local files = vim.list_slice(_G.arg, 1)
if #files == 0 then
  files = vim.fn.sort(vim.fn.glob(here .. '/test_*.lua', true, true))
end

local passed, failed = 0, 0
for _, file in ipairs(files) do
  local cases = dofile(file)
  local names = vim.tbl_keys(cases)
  table.sort(names)
  for _, name in ipairs(names) do
    local began = vim.uv.hrtime()
    local fine, why = pcall(cases[name])
    local took = (vim.uv.hrtime() - began) / 1e6
    passed, failed = passed + (fine and 1 or 0), failed + (fine and 0 or 1)
    say(('%s %s: %s (%d ms)'):format(fine and 'ok' or 'FAILED', vim.fs.basename(file), name, took))
    if not fine then
      say(tostring(why))
    end
  end
end

say(('%d passed, %d failed'):format(passed, failed))
os.exit(failed > 0 and 1 or 0)
