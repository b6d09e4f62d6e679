#!/usr/bin/env bash
# A capital letter and its tone, written apart as macOS writes file names (NFD), is drawn right by pdf-lib and reads as a letter of the
# Philippines: "ĐẮK LẮK" is copied as "ĐAᜩ́K LAᜩ́K". Fonts have a flatter mark for capitals, which has no code point of its own, and
# pdf-lib writes the number of the glyph in the font for the letter that it is.
#
# pdf-lib 1.17.1 with @pdf-lib/fontkit 1.1.1 and DejaVu Sans (npm dejavu-fonts-ttf 2.37.3), read by PyMuPDF 2.0 and pypdfium2 5.15.2:
#   embedFont(font), whole (as by default)   wrong wherever a mark stands on a capital: the breve, glyph 5929, is "ᜩ" (U+1729)
#   embedFont(font, { subset: true })        right: another writer of ToUnicode, which asks the layout for the letters
#   small letters, and all letters in NFC    right in both
# Nothing is seen on paper. Search, copying, screen readers and every later index have another word in each heading in capitals.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund pdf-lib@1.17.1 @pdf-lib/fontkit@1.1.1 dejavu-fonts-ttf@2.37.3
python3 -m venv v
v/bin/pip -q install pymupdf==2.0 pypdfium2==5.15.2 2> /dev/null
cat > write.mjs <<'J'
import { readFileSync, writeFileSync } from 'node:fs';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
const bytes = new Uint8Array(readFileSync('node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
for (const subset of [false, true]) {
  const file = await PDFDocument.create();
  file.registerFontkit(fontkit);
  const font = await file.embedFont(bytes, { subset });
  const page = file.addPage([300, 120]);
  ['TỈNH ĐẮK LẮK', 'tỉnh Đắk Lắk'].forEach((text, line) => {
    page.drawText(text.normalize('NFC'), { x: 10, y: 100 - 50 * line, size: 12, font });
    page.drawText(text.normalize('NFD'), { x: 10, y: 75 - 50 * line, size: 12, font });
  });
  writeFileSync(`${subset ? 'subset' : 'whole'}.pdf`, await file.save());
}
J
cat > read.py <<'P'
import unicodedata
import pymupdf, pypdfium2

for name in ("whole", "subset"):
    for reader, text in [("MuPDF", pymupdf.open(name + ".pdf")[0].get_text()),
                         ("PDFium", pypdfium2.PdfDocument(name + ".pdf")[0].get_textpage().get_text_bounded())]:
        print(name, reader, *(unicodedata.normalize("NFC", line) for line in text.splitlines() if line.strip()), sep=" | ")
P
node write.mjs
v/bin/python read.py | tee seen.txt
diff - seen.txt <<'T'
whole | MuPDF | TỈNH ĐẮK LẮK | TỈNH ĐAᜩ́K LAᜩ́K | tỉnh Đắk Lắk | tỉnh Đắk Lắk
whole | PDFium | TỈNH ĐẮK LẮK | TỈNH ĐAᜩ́K LAᜩ́K | tỉnh Đắk Lắk | tỉnh Đắk Lắk
subset | MuPDF | TỈNH ĐẮK LẮK | TỈNH ĐẮK LẮK | tỉnh Đắk Lắk | tỉnh Đắk Lắk
subset | PDFium | TỈNH ĐẮK LẮK | TỈNH ĐẮK LẮK | tỉnh Đắk Lắk | tỉnh Đắk Lắk
T
