--- The ways to install the plugin, as the help describes them; the help itself, and health.
local child = require('child')

local cases = {}
local equal = child.equal

--- A home of a user, with files in it.
local function home(files)
  local folder = vim.fn.tempname()
  for name, lines in pairs(files) do
    vim.fn.mkdir(vim.fs.dirname(folder .. '/' .. name), 'p')
    vim.fn.writefile(lines, folder .. '/' .. name)
  end
  vim.fn.mkdir(folder, 'p')
  return folder
end

--- Runs a Neovim that starts as that user's does, with a draft named on the command line.
local function as_user(folder, run, env)
  local draft = child.folder({ 'tides' }) .. '/tides.resolution'
  local nvim = child.start({
    arguments = { draft },
    env = vim.tbl_extend('force', { XDG_CONFIG_HOME = folder .. '/config', XDG_DATA_HOME = folder .. '/data' }, env or {}),
  })
  local fine, why = pcall(function()
    nvim:served()
    nvim:finds('stale-revision')
    equal(nvim:lua('return vim.bo.filetype'), 'resolution')
    if run then
      run(nvim)
    end
  end)
  nvim:stop()
  assert(fine, why)
end

function cases.as_a_package()
  local folder = home({ ['config/nvim/init.lua'] = {} })
  local start = folder .. '/data/nvim/site/pack/rapporteur/start'
  vim.fn.mkdir(start, 'p')
  assert(vim.uv.fs_symlink(child.plugin, start .. '/rapporteur'))
  as_user(folder)
end

function cases.by_hand()
  as_user(home({ ['config/nvim/init.lua'] = { ('vim.opt.runtimepath:prepend(%q)'):format(child.plugin) } }))
end

--- lazy.nvim at startup: the folder enters 'runtimepath', setup{} is called, and only then are the plugin's files read.
function cases.by_a_manager_that_calls_setup_first()
  local lines = {
    'vim.go.loadplugins = false',
    ('vim.opt.runtimepath:prepend(%q)'):format(child.plugin),
    'require("rapporteur").setup({ virtual_text = false, settings = { inlayHints = { titles = false } } })',
    'vim.cmd("runtime! plugin/rapporteur.lua")',
    'vim.cmd("filetype plugin indent on")',
  }
  as_user(home({ ['config/nvim/init.lua'] = lines }), function(nvim)
    equal(nvim:lua('return vim.lsp.get_clients()[1].config.settings.rapporteur.inlayHints'), { titles = false })
  end)
end

--- lazy.nvim with `ft = 'resolution'`: only what detects the file type is known before; then the plugin's files are read,
--- setup{} is called, and the event comes again.
function cases.by_a_manager_that_loads_it_late()
  local lines = {
    ('local plugin = %q'):format(child.plugin),
    'vim.cmd.source(plugin .. "/ftdetect/resolution.lua")',
    'vim.api.nvim_create_autocmd("FileType", { pattern = "resolution", once = true, callback = function(event)',
    '  vim.opt.runtimepath:prepend(plugin)',
    '  vim.cmd.source(plugin .. "/plugin/rapporteur.lua")',
    '  require("rapporteur").setup({ settings = { inlayHints = { titles = false } } })',
    '  vim.schedule(function() vim.cmd("doautoall FileType") end)',
    'end })',
  }
  as_user(home({ ['config/nvim/init.lua'] = lines }), function(nvim)
    equal(nvim:lua('return vim.lsp.get_clients()[1].config.settings.rapporteur.inlayHints'), { titles = false })
    equal(#nvim:servers(), 1)
  end)
end

function cases.the_program_of_the_clone_serves_where_PATH_has_none()
  local clone = home({})
  vim.fn.mkdir(clone .. '/target/release', 'p')
  vim.fn.mkdir(clone .. '/editors', 'p')
  vim.fn.system({ 'cp', '-r', child.plugin, clone .. '/editors/nvim' })
  local program = vim.uv.fs_realpath(vim.fn.exepath('rapporteur'))
  assert(vim.uv.fs_symlink(program, clone .. '/target/release/rapporteur'))
  local init = { ('vim.opt.runtimepath:prepend(%q)'):format(clone .. '/editors/nvim') }
  as_user(home({ ['config/nvim/init.lua'] = init }), function(nvim)
    nvim:cmd('checkhealth rapporteur')
    assert(nvim:text():find('found by clone: ' .. clone, 1, true), nvim:text())
  end, { PATH = '/usr/bin:/bin' })
end

function cases.the_help_has_a_tag_for_all()
  -- Tags are written where the help lies: in a copy.
  local folder = home({})
  vim.fn.system({ 'cp', '-r', child.plugin .. '/doc', folder .. '/doc' })
  local nvim = child.start()
  local fine, why = pcall(function()
    nvim:cmd('helptags ' .. folder .. '/doc')
    nvim:cmd('set runtimepath^=' .. folder)
    local commands = nvim:lua('return require("rapporteur.commands").names()')
    local options = nvim:lua('return vim.tbl_keys(require("rapporteur.config").defaults)')
    local tags = { 'rapporteur', 'rapporteur-setup', 'rapporteur-cmd', ']]-resolution', 'ac-resolution', 'iS-resolution' }
    for _, name in ipairs(commands) do
      table.insert(tags, ':Rapporteur-' .. name)
    end
    for _, name in ipairs(options) do
      table.insert(tags, 'rapporteur-' .. name)
    end
    for name in pairs(nvim:lua('return vim.api.nvim_get_hl(0, {})')) do
      if name:find('^Rapporteur') and not name:find('Old$') and not name:find('New$') then
        table.insert(tags, 'hl-' .. name)
      end
    end
    local missing = vim.tbl_filter(function(tag)
      return vim.fn.match(vim.fn.readfile(folder .. '/doc/tags'), '^\\V' .. tag .. '\t') < 0
    end, tags)
    equal(missing, {})
    nvim:cmd('help rapporteur')
    nvim:sees('1. Installing')
    for _, line in ipairs(vim.fn.readfile(folder .. '/doc/rapporteur.txt')) do
      assert(vim.fn.strdisplaywidth(line) <= 80, 'too long: ' .. line)
    end
  end)
  nvim:stop()
  assert(fine, why)
end

function cases.health_without_a_program()
  local nvim = child.start()
  local fine, why = pcall(function()
    nvim:lua([[require('rapporteur').setup({ cmd = { '/nowhere/rapporteur', 'lsp' }, inlay_hints = true })]])
    nvim:cmd('checkhealth rapporteur')
    local health = nvim:text()
    for _, words in ipairs({ '/nowhere/rapporteur does not run as the server on', '(it is not there)', 'no server runs', 'inlay_hints = true' }) do
      assert(health:find(words, 1, true), words .. '\n' .. health)
    end
  end)
  nvim:stop()
  assert(fine, why)
end

return cases
