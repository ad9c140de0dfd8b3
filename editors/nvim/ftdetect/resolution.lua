vim.filetype.add({
  extension = { resolution = 'resolution' },
  pattern = {
    ['.*%.resolution%.txt'] = 'resolution',
    ['.*%.txt'] = function(_, buffer)
      return buffer and require('rapporteur.detect').reads_as_resolution(buffer) and 'resolution' or nil
    end,
  },
})
