#!/usr/bin/env bash
# The reader of QR codes that scanners on Linux are built on takes Vietnamese for Japanese: of the names of Viet Nam's communes, written
# as every encoder writes them (UTF-8 in byte mode), it gives most in half-width katakana ("Phường An Bình" is "Phﾆｰ盻拵g An Bﾃｬnh").
#
# zbar 0.23.92 (Debian 12) through pyzbar 0.1.9; codes by segno 1.6.6; names of vietnam-provinces 2026.9.0 (PyPI), 2,996 different ones:
#   plain UTF-8           zbar has 2,588 of them wrong (86 %), zxing-cpp 3.1.1 none
#   with an ECI header    zbar has none wrong, zxing-cpp none; the codes grow from 23.7 to 24.2 modules a side
# It guesses between UTF-8, Latin-1, Big5 and Shift JIS for each code, so that a trial with a lucky name ("Xã D'Ran") shows nothing.
# A clerk who scans a form, a ticket or a card gets a name and an address that no list has. Encoders leave ECI out unless they are told.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and libzbar0 of Debian.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pyzbar==0.1.9 zxing-cpp==3.1.1 segno==1.6.6 numpy==2.4.6 2> /dev/null
v/bin/pip -q --disable-pip-version-check download --no-deps --only-binary=:all: --python-version 3.12 -d wheel vietnam-provinces==2026.9.0
cat > read.py <<'P'
import json
import zipfile
from glob import glob
import numpy
import segno
import zxingcpp
from pyzbar import pyzbar

with zipfile.ZipFile(glob("wheel/*.whl")[0]) as archive:
    [listing] = [name for name in archive.namelist() if name.endswith("nested-divisions.json")]
    provinces = json.loads(archive.read(listing))
names = sorted({ward["name"] for province in provinces for ward in province["wards"]})
print("names", len(names))
for header in (False, True):
    wrong, size = {"zbar": {}, "zxing-cpp": {}}, 0
    for name in names:
        code = segno.make(name, micro=False, encoding="utf-8", eci=header, error="m")
        size += len(code.matrix)
        dark = numpy.pad(numpy.array(code.matrix, dtype=numpy.uint8), 4)
        picture = ((1 - dark) * 255).astype(numpy.uint8).repeat(5, 0).repeat(5, 1)
        read = {"zbar": [found.data.decode() for found in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])],
                "zxing-cpp": [found.text for found in zxingcpp.read_barcodes(picture)]}
        for reader, texts in read.items():
            if texts != [name]:
                wrong[reader][name] = texts
    print("ECI" if header else "plain", {reader: len(texts) for reader, texts in wrong.items()}, "modules", round(size / len(names), 1))
    if not header:
        print(*(f"{name} {wrong['zbar'].get(name, 'right')}" for name in ("Phường An Bình", "Xã Ea Kar", "Xã D'Ran")), sep="\n")
P
v/bin/python read.py | tee seen.txt
diff - seen.txt <<'T'
names 2996
plain {'zbar': 2588, 'zxing-cpp': 0} modules 23.7
Phường An Bình ['Phﾆｰ盻拵g An Bﾃｬnh']
Xã Ea Kar ['X瓊 Ea Kar']
Xã D'Ran right
ECI {'zbar': 0, 'zxing-cpp': 0} modules 24.2
T
