#!/usr/bin/env bash
# A letter that a face sets as two glyphs (x and U+0306, b and U+0306: no code point of their own) is copied wrongly from PDFs
# that Typst writes, and readers disagree about how.
#
# typst 0.15.2 (PyPI), its own Libertinus Serif; pymupdf 1.26.5, pypdfium2 5.15.2, pdfjs-dist 4.9.155; text "Ax̆ b̆o z":
#   MuPDF   Ax̆x̆ b̆o z       PDFium  Ax̆x̆b̆o z       pdf.js  Ax̆x̆ b̆x̆ o z
# 1. Where the mark is raised over its letter (x̆), Typst begins a text run of its own with it, since runs are grouped by their
#    height. Both runs carry the text of the whole letter: every reader gives the letter twice.
# 2. Where it is not (b̆), the two glyphs stand in one /Span with /ActualText. pdf.js does not look at it, and takes the mark's
#    ToUnicode: the letter that the mark was first used with. It gives x̆, which is another word's letter.
# A face that has one glyph for the pair (a ligature in `ccmp`) is read right by all: so anpham's faces have them.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pymupdf==1.26.5 pypdfium2==5.15.2
npm install --silent --no-audit --no-fund --omit=optional pdfjs-dist@4.9.155

cat > read.py <<'P'
import pymupdf, pypdfium2, typst

text = "#set page(width: 6cm, height: 3cm)\nAx\u0306 b\u0306o z"
with open("text.typ", "w", encoding="utf-8") as file:
    file.write(text)
with open("text.pdf", "wb") as file:
    file.write(typst.compile("text.typ"))
print("mupdf", ascii(pymupdf.open("text.pdf")[0].get_text().strip()))
print("pdfium", ascii(pypdfium2.PdfDocument("text.pdf")[0].get_textpage().get_text_range().strip()))
P
cat > read.mjs <<'J'
import fs from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
const pdf = await getDocument({ data: new Uint8Array(fs.readFileSync('text.pdf')), verbosity: 0 }).promise;
const { items } = await (await pdf.getPage(1)).getTextContent();
const text = items.map((item) => item.str).join('').trim();
console.log('pdf.js', `'${text.replace(/[^ -~]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))}'`);
J
{ python/bin/python read.py; node read.mjs | grep '^pdf.js'; } | tee seen.txt
diff - seen.txt <<'T'
mupdf 'Ax\u0306x\u0306 b\u0306o z'
pdfium 'Ax\u0306x\u0306b\u0306o z'
pdf.js 'Ax\u0306x\u0306 b\u0306x\u0306 o z'
T
