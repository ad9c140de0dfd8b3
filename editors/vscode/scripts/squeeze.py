"""Packs a .vsix anew as small as deflate can: vsce compresses by Node's own zlib, which is made to be fast. Most of it is the server.

With zopfli (`pip install zopfli`), which looks for the shortest way to say the same, it is 3 % smaller than with zlib."""

import os
import sys
import zipfile

try:
    import zopfli.zlib
except ImportError:
    zopfli = None
    print("squeeze.py: without zopfli (pip install zopfli) the package is larger", file=sys.stderr)


class Shortest:
    """What zipfile asks of a compressor."""

    def __init__(self):
        self.data = bytearray()

    def compress(self, data):
        self.data += data
        return b""

    def flush(self):
        # The stream alone, without zlib's header and sum.
        return zopfli.zlib.compress(bytes(self.data), numiterations=3)[2:-4]


if zopfli is not None:
    zipfile._get_compressor = lambda kind, level=None: Shortest() if kind == zipfile.ZIP_DEFLATED else None

path = sys.argv[1]
with zipfile.ZipFile(path) as packed, zipfile.ZipFile(path + ".new", "w") as small:
    for entry in packed.infolist():
        # Names, times and permissions stay.
        small.writestr(entry, packed.read(entry), zipfile.ZIP_DEFLATED, compresslevel=9)
with zipfile.ZipFile(path + ".new") as small:
    broken = small.testzip()
    if broken is not None:
        sys.exit(f"squeeze.py: {broken} is not what it was")
os.replace(path + ".new", path)
