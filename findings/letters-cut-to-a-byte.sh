#!/usr/bin/env bash
# Three makers of QR codes keep the low byte of each letter and drop the rest. The code is sound, scans at once and says something else, and
# as half of the Vietnamese letters (à, ê, ô, ý …) are below U+0100, it looks nearly right: "DÂN SỐ 1026" comes back as "DÂN SÐ 1026".
#
# qrcode-terminal 0.12.0, qr.js 0.0.0, qrcode-generator 2.0.4 (npm; some 30 million downloads a month together), read by zxing-cpp 3.1.1:
#   "Xã Đắk Song, hộ ông Ánh" comes back as "Xã <DLE>¯k Song, hÙ ông Ánh", with a control character in the text
# qrcode-generator can be told (stringToBytes), the two others cannot; uqr 0.1.3, qrcode 1.5.4 and qr-image 3.2.0 write UTF-8.
# A ticket, a form or a label carries a name that no list has; whoever tries it with "Lâm" sees nothing.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund qrcode-terminal@0.12.0 qr.js@0.0.0 qrcode-generator@2.0.4 uqr@0.1.3 qrcode@1.5.4 qr-image@3.2.0
python3 -m venv v
v/bin/pip -q install zxing-cpp==3.1.1 numpy==2.4.6 2> /dev/null
cat > write.mjs <<'J'
import { createRequire } from 'node:module';
import { qrcode as generator } from 'qrcode-generator';
import { encode } from 'uqr';
const require = createRequire(import.meta.url);
const Terminal = require('qrcode-terminal/vendor/QRCode');
const grid = (size, dark) => Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (dark(y, x) ? 1 : 0)));
const makers = {
  'qrcode-terminal': (text) => {
    const code = new Terminal(-1, require('qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel').M);
    code.addData(text);
    code.make();
    return grid(code.getModuleCount(), (y, x) => code.modules[y][x]);
  },
  'qr.js': (text) => require('qr.js')(text).modules.map((row) => row.map(Number)),
  'qrcode-generator': (text) => {
    const code = generator(0, 'M');
    code.addData(text);
    code.make();
    return grid(code.getModuleCount(), (y, x) => code.isDark(y, x));
  },
  uqr: (text) => encode(text, { border: 0 }).data.map((row) => row.map(Number)),
  qrcode: (text) => {
    const { modules } = require('qrcode').create(text);
    return grid(modules.size, (y, x) => modules.get(y, x));
  },
  'qr-image': (text) => require('qr-image').matrix(text).map((row) => [...row].map(Number)),
};
const texts = ['DÂN SỐ 1026', 'Xã Đắk Song, hộ ông Ánh', 'Lâm Hà'];
console.log(JSON.stringify(Object.entries(makers).flatMap(([name, make]) => texts.map((text) => [name, text, make(text)]))));
J
cat > read.py <<'P'
import json
import sys
import numpy
import zxingcpp

for maker, text, rows in json.load(sys.stdin):
    dark = numpy.pad(numpy.array(rows, dtype=numpy.uint8), 4)
    picture = ((1 - dark) * 255).astype(numpy.uint8).repeat(6, 0).repeat(6, 1)
    [found] = zxingcpp.read_barcodes(picture)
    kept = "right" if found.text == text else "low bytes" if found.bytes == bytes(ord(letter) & 255 for letter in text) else "wrong"
    print(maker, "|", text, "|", kept, "" if kept == "right" else ascii(found.text))
P
node write.mjs | v/bin/python read.py | tee seen.txt
diff - seen.txt <<'T'
qrcode-terminal | DÂN SỐ 1026 | low bytes 'D\xc2N S\xd0 1026'
qrcode-terminal | Xã Đắk Song, hộ ông Ánh | low bytes 'X\xe3 <DLE>\xafk Song, h\xd9 \xf4ng \xc1nh'
qrcode-terminal | Lâm Hà | right 
qr.js | DÂN SỐ 1026 | low bytes 'D\xc2N S\xd0 1026'
qr.js | Xã Đắk Song, hộ ông Ánh | low bytes 'X\xe3 <DLE>\xafk Song, h\xd9 \xf4ng \xc1nh'
qr.js | Lâm Hà | right 
qrcode-generator | DÂN SỐ 1026 | low bytes 'D\xc2N S\xd0 1026'
qrcode-generator | Xã Đắk Song, hộ ông Ánh | low bytes 'X\xe3 <DLE>\xafk Song, h\xd9 \xf4ng \xc1nh'
qrcode-generator | Lâm Hà | right 
uqr | DÂN SỐ 1026 | right 
uqr | Xã Đắk Song, hộ ông Ánh | right 
uqr | Lâm Hà | right 
qrcode | DÂN SỐ 1026 | right 
qrcode | Xã Đắk Song, hộ ông Ánh | right 
qrcode | Lâm Hà | right 
qr-image | DÂN SỐ 1026 | right 
qr-image | Xã Đắk Song, hộ ông Ánh | right 
qr-image | Lâm Hà | right 
T
