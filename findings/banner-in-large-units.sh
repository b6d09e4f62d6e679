#!/usr/bin/env bash
# A page wider than 5.08 m must say in PDF that its units are larger (UserUnit, since PDF 1.6): a street banner does. Of the programs that
# measure, place or rewrite it, half take no notice and none of those warns: a banner of 12,000 x 4,000 points becomes one of 1,200 x 400.
#   measured as 12,000 x 4,000  PyMuPDF 2.0, Ghostscript 10.00
#   measured as 1,200 x 400     pdfinfo (poppler 22.12), pypdfium2 5.15.2, pdfplumber 0.11.10, pdf-lib 1.17.1, pypdf 7.1.1 (mediabox)
#   placed at a tenth           pypdf merge_page, pdf-lib embedPdf, typst 0.15.2 image(); in full: PyMuPDF, pikepdf 10.18.0 (qpdf)
#   rewritten at a tenth        pdftocairo -pdf; pypdf's scale_to(600, 200) is the other way wrong: the page is 6,000 x 2,000 afterwards
# The shop that lays it on a sheet, or asks pdfinfo for the price by the square metre, has a hundredth of the cloth.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, node with npm, gs, Debian's poppler-utils.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pikepdf==10.18.0 pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 pdfplumber==0.11.10 typst==0.15.2 2> /dev/null
npm install --silent --no-audit --no-fund --omit=optional pdf-lib@1.17.1
cat > make.py <<'P'
import pikepdf
from pikepdf import Array, Dictionary, Name


def page(name, width, height, content=b"", **more):
    file = pikepdf.new()
    sheet = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, width, height]), Contents=file.make_stream(content),
                       Resources=Dictionary(), **more)
    file.pages.append(pikepdf.Page(file.make_indirect(sheet)))
    file.save(name, force_version="1.6")


page("banner.pdf", 1200, 400, b"0 1 1 0 k 100 100 400 200 re f", UserUnit=10)
page("sheet.pdf", 14000, 6000)
P
cat > place.py <<'P'
import pdfplumber, pikepdf, pymupdf, pypdf, pypdfium2, typst

print("PyMuPDF", *map(round, pymupdf.open("banner.pdf")[0].rect[2:]))
print("pdfium", *map(round, pypdfium2.PdfDocument("banner.pdf")[0].get_size()))
with pdfplumber.open("banner.pdf") as file:
    print("pdfplumber", file.pages[0].width, file.pages[0].height)
reader = pypdf.PdfReader("banner.pdf")
print("pypdf", *map(round, reader.pages[0].mediabox[2:]))

writer = pypdf.PdfWriter()
writer.append("sheet.pdf")
writer.pages[0].merge_page(reader.pages[0])
writer.write("by-pypdf.pdf")
writer = pypdf.PdfWriter()
writer.append("banner.pdf")
writer.pages[0].scale_to(600, 200)
writer.write("scaled-by-pypdf.pdf")
sheet, banner = pikepdf.open("sheet.pdf"), pikepdf.open("banner.pdf")
sheet.pages[0].add_overlay(banner.pages[0], pikepdf.Rectangle(0, 0, 12000, 4000))
sheet.save("by-pikepdf.pdf")
sheet = pymupdf.open("sheet.pdf")
sheet[0].show_pdf_page(pymupdf.Rect(0, 2000, 12000, 6000), pymupdf.open("banner.pdf"), 0)
sheet.save("by-pymupdf.pdf")
open("sheet.typ", "w").write('#set page(width: 14000pt, height: 6000pt, margin: 0pt)\n#place(bottom + left, image("banner.pdf"))')
typst.compile("sheet.typ", output="by-typst.pdf")
P
cat > place.mjs <<'J'
import { readFileSync, writeFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
const banner = readFileSync('banner.pdf');
const { width, height } = (await PDFDocument.load(banner)).getPage(0).getSize();
console.log('pdf-lib', width, height);
const sheet = await PDFDocument.load(readFileSync('sheet.pdf'));
const [placed] = await sheet.embedPdf(banner);
sheet.getPage(0).drawPage(placed, { x: 0, y: 0 });
writeFileSync('by-pdf-lib.pdf', await sheet.save());
J
v/bin/python make.py
{
  v/bin/python place.py
  node place.mjs
  pdfinfo banner.pdf | awk '/^Page size/ { print "pdfinfo", $3, $5 }'
  pdftocairo -pdf banner.pdf by-pdftocairo.pdf
  # The red field is 4,000 x 2,000 points large.
  for file in banner by-pymupdf by-pikepdf by-pypdf by-pdf-lib by-typst by-pdftocairo scaled-by-pypdf; do
    gs -q -dBATCH -dNOPAUSE -sDEVICE=bbox "$file.pdf" 2>&1 |
      awk -v name="$file" '/HiRes/ { printf "%s: field %.0f x %.0f\n", name, $4 - $2, $5 - $3 }'
  done
} | tee seen.txt
diff - seen.txt <<'T'
PyMuPDF 12000 4000
pdfium 1200 400
pdfplumber 1200 400
pypdf 1200 400
pdf-lib 1200 400
pdfinfo 1200 400
banner: field 4000 x 2000
by-pymupdf: field 4000 x 2000
by-pikepdf: field 4000 x 2000
by-pypdf: field 400 x 200
by-pdf-lib: field 400 x 200
by-typst: field 400 x 200
by-pdftocairo: field 400 x 200
scaled-by-pypdf: field 2000 x 1000
T
