#!/usr/bin/env bash
# A finished page is moved or scaled to make room for marks, or to lie beside others. The pattern of a gradient lies where its page begins and not
# where its content was moved to (ISO 32000-2, 8.7.3.1). Libraries that put a matrix before the content move everything but gradients and tiles, and
# say nothing; those that make a form of the page move all of it.
#
# A square of 100 points, red at its left edge and blue at its right, moved by 200 points: what is red, half and half, blue
#   pypdf 7.1.1      add_transformation, merge_translated_page: blue, blue, blue; scale_by(0.5): red, red, half
#   pdf-lib 1.17.1   page.translateContent: blue, blue, blue
#   right            pdf-lib embedPage and drawPage; PyMuPDF 2.0 show_pdf_page; pikepdf 10.18.0 add_overlay
# Drawn by PDFium (pypdfium2 5.15.2).
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pypdf==7.1.1 pypdfium2==5.15.2 pikepdf==10.18.0 pymupdf==2.0 pillow==13.0.0 2> /dev/null
npm install --silent --no-audit --no-fund pdf-lib@1.17.1
cat > page.py <<'P'
import pikepdf
from pikepdf import Array, Dictionary, Name

file = pikepdf.new()
colours = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1])
shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[20, 0, 120, 0], Extend=Array([True, True]), Function=colours)
pattern = Dictionary(PatternType=2, Shading=shading)
page = Dictionary(
    Type=Name.Page, MediaBox=[0, 0, 400, 200], Contents=file.make_stream(b"/Pattern cs /P scn 20 50 100 100 re f"),
    Resources=Dictionary(Pattern=Dictionary(P=pattern)),
)
file.pages.append(pikepdf.Page(file.make_indirect(page)))
file.save("page.pdf")
P
cat > move.mjs <<'J'
import { readFileSync, writeFileSync } from "node:fs";
import { PDFDocument } from "pdf-lib";

const bytes = readFileSync("page.pdf");
const moved = await PDFDocument.load(bytes);
moved.getPage(0).translateContent(200, 0);
writeFileSync("pdf-lib-translate.pdf", await moved.save());
const placed = await PDFDocument.create();
const form = await placed.embedPage((await PDFDocument.load(bytes)).getPage(0));
placed.addPage([400, 200]).drawPage(form, { x: 200, y: 0 });
writeFileSync("pdf-lib-embed.pdf", await placed.save());
J
cat > move.py <<'P'
import pikepdf, pymupdf, pypdfium2
from pypdf import PdfReader, PdfWriter, Transformation

def loaded():
    writer = PdfWriter()
    writer.append(PdfReader("page.pdf"))
    return writer

writer = loaded()
writer.pages[0].add_transformation(Transformation().translate(200, 0))
writer.write("pypdf-transform.pdf")
writer = PdfWriter()
writer.add_blank_page(width=400, height=200).merge_translated_page(PdfReader("page.pdf").pages[0], 200, 0)
writer.write("pypdf-merge.pdf")
writer = loaded()
writer.pages[0].scale_by(0.5)
writer.write("pypdf-scale.pdf")

sheet = pymupdf.open()
sheet.new_page(width=600, height=200).show_pdf_page(pymupdf.Rect(200, 0, 600, 200), pymupdf.open("page.pdf"), 0)
sheet.save("pymupdf.pdf")
sheet = pikepdf.new()
sheet.add_blank_page(page_size=(600, 200))
source = pikepdf.open("page.pdf")
sheet.pages[0].add_overlay(source.pages[0], pikepdf.Rectangle(200, 0, 600, 200))
sheet.save("pikepdf.pdf")

def name(colour):
    red, _, blue = colour
    return "red" if red > 200 else "blue" if blue > 200 else "half"

def told(file, left, scale=1):
    picture = pypdfium2.PdfDocument(f"{file}.pdf")[0].render(scale=1).to_pil().convert("RGB")
    at = [picture.getpixel((round((left + x) * scale), round(100 * scale))) for x in (5, 50, 95)]
    print(f"{file:18}", *map(name, at))

told("page", 20)
told("pypdf-transform", 220)
told("pypdf-merge", 220)
told("pypdf-scale", 20, 0.5)
told("pdf-lib-translate", 220)
told("pdf-lib-embed", 220)
told("pymupdf", 220)
told("pikepdf", 220)
P
v/bin/python page.py
node move.mjs
v/bin/python move.py | tee seen
diff seen - <<'S'
page               red half blue
pypdf-transform    blue blue blue
pypdf-merge        blue blue blue
pypdf-scale        red red half
pdf-lib-translate  blue blue blue
pdf-lib-embed      red half blue
pymupdf            red half blue
pikepdf            red half blue
S
