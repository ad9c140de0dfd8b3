"""Packs a .vsix anew as small as deflate can: vsce compresses by Node's own zlib, which is made to be fast. Most of it is the server."""

import os
import sys
import zipfile

path = sys.argv[1]
with zipfile.ZipFile(path) as packed, zipfile.ZipFile(path + ".new", "w") as small:
    for entry in packed.infolist():
        # Names, times and permissions stay.
        small.writestr(entry, packed.read(entry), zipfile.ZIP_DEFLATED, compresslevel=9)
os.replace(path + ".new", path)
