#!/usr/bin/env bash
# A JPEG in four inks may say nothing of Adobe (no APP14 segment; JPEG does not ask for one). Libraries that write PDF are then of two
# minds whether its values are inks or the inverse of inks, and none warns. A flat picture, stored as C M Y K = 255 0 0 0; the plates
# that Ghostscript finds inked in the PDF:
#   img2pdf 0.6.3, WeasyPrint 70.0              cyan: the values as they are stored, since no marker says otherwise
#   fpdf2 2.8.9, ReportLab 5.1.0, PyMuPDF 2.0,    magenta, yellow and black, the negative: /Decode [1 0 1 0 1 0 1 0] is written for
#   Pillow 13.0.0, pdf-lib 1.17.1, PDFKit         every JPEG of four components, whether the marker is there or not
#   0.20.2, jsPDF 4.2.1, typst 0.15.2
# With the marker all ten agree. Whoever has such a picture gets a sky that is brown at 300 % of ink from one tool and blue from the next.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, node with npm, and gs (Ghostscript).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pillow==13.0.0 img2pdf==0.6.3 weasyprint==70.0 fpdf2==2.8.9 reportlab==5.1.0 pymupdf==2.0 typst==0.15.2 2> /dev/null
npm install --silent --no-audit --no-fund --omit=optional pdf-lib@1.17.1 pdfkit@0.20.2 jspdf@4.2.1

cat > make.py <<'P'
import contextlib, io
import img2pdf, pymupdf, typst, weasyprint
from fpdf import FPDF
from PIL import Image
from reportlab.pdfgen import canvas

SIZE = 64


def without_marker(jpeg):
    """Drops the APP14 segment that Pillow writes."""
    kept, place = jpeg[:2], 2
    while jpeg[place + 1] != 0xDA:
        end = place + 2 + int.from_bytes(jpeg[place + 2:place + 4], "big")
        if jpeg[place + 1] != 0xEE:
            kept += jpeg[place:end]
        place = end
    return kept + jpeg[place:]


Image.new("CMYK", (SIZE, SIZE), (255, 0, 0, 0)).save("marked.jpg", quality=95)
# Pillow stores the inverse beside the marker: to have the plain values stored, it is given the inverse.
inverse = io.BytesIO()
Image.new("CMYK", (SIZE, SIZE), (0, 255, 255, 255)).save(inverse, "JPEG", quality=95)
open("plain.jpg", "wb").write(without_marker(inverse.getvalue()))

for kind in ("marked", "plain"):
    picture = kind + ".jpg"
    open(f"img2pdf-{kind}.pdf", "wb").write(img2pdf.convert(picture))
    page = f"<style>@page {{ size: {SIZE}px; margin: 0 }} img {{ display: block }}</style><img src={picture} alt=c>"
    weasyprint.HTML(string=page, base_url=".").write_pdf(f"weasyprint-{kind}.pdf")
    file = FPDF(unit="pt", format=(SIZE, SIZE))
    file.add_page()
    file.image(picture, 0, 0, SIZE, SIZE)
    file.output(f"fpdf2-{kind}.pdf")
    drawing = canvas.Canvas(f"reportlab-{kind}.pdf", pagesize=(SIZE, SIZE))
    drawing.drawImage(picture, 0, 0, SIZE, SIZE)
    drawing.save()
    file = pymupdf.open()
    sheet = file.new_page(width=SIZE, height=SIZE)
    sheet.insert_image(sheet.rect, filename=picture)
    file.save(f"pymupdf-{kind}.pdf")
    Image.open(picture).save(f"pillow-{kind}.pdf")
    source = f'#set page(width: {SIZE}pt, height: {SIZE}pt, margin: 0pt)\n#image("{picture}", width: {SIZE}pt)'
    open("page.typ", "w").write(source)
    typst.compile("page.typ", output=f"typst-{kind}.pdf")
P
cat > make.mjs <<'J'
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { jsPDF } from 'jspdf';
import { PDFDocument } from 'pdf-lib';
import PDFKit from 'pdfkit';
const size = 64;
for (const kind of ['marked', 'plain']) {
  const bytes = Uint8Array.from(readFileSync(`${kind}.jpg`));
  const lib = await PDFDocument.create();
  const image = await lib.embedJpg(bytes);
  lib.addPage([size, size]).drawImage(image, { x: 0, y: 0, width: size, height: size });
  writeFileSync(`pdf-lib-${kind}.pdf`, await lib.save());
  const kit = new PDFKit({ size: [size, size], margin: 0 });
  const stream = createWriteStream(`pdfkit-${kind}.pdf`);
  kit.pipe(stream);
  kit.image(Buffer.from(bytes), 0, 0, { width: size, height: size });
  kit.end();
  await new Promise((done) => stream.on('finish', done));
  const js = new jsPDF({ unit: 'pt', format: [size, size] });
  js.addImage(bytes, 'JPEG', 0, 0, size, size);
  writeFileSync(`jspdf-${kind}.pdf`, Buffer.from(js.output('arraybuffer')));
}
J
v/bin/python make.py
node make.mjs
for maker in img2pdf weasyprint fpdf2 reportlab pymupdf pillow typst pdf-lib pdfkit jspdf; do
  for kind in marked plain; do
    # Which plates have ink at all: the size of the page is the maker's own affair.
    inks=$(gs -q -dBATCH -dNOPAUSE -sDEVICE=ink_cov -o - "$maker-$kind.pdf" |
      awk '{ print ($1 > 50 ? "C" : "-") ($2 > 50 ? "M" : "-") ($3 > 50 ? "Y" : "-") ($4 > 50 ? "K" : "-") }')
    echo "$maker $kind $inks" | tee -a seen.txt
  done
done
diff - seen.txt <<'T'
img2pdf marked C---
img2pdf plain C---
weasyprint marked C---
weasyprint plain C---
fpdf2 marked C---
fpdf2 plain -MYK
reportlab marked C---
reportlab plain -MYK
pymupdf marked C---
pymupdf plain -MYK
pillow marked C---
pillow plain -MYK
typst marked C---
typst plain -MYK
pdf-lib marked C---
pdf-lib plain -MYK
pdfkit marked C---
pdfkit plain -MYK
jspdf marked C---
jspdf plain -MYK
T
