#!/usr/bin/env bash
# The numbers of a photograph mean the colours that its profile says. Of ten libraries that lay a picture on a PDF page, six throw the profile
# away and call the numbers plain RGB; one of the four others keeps it or not by the version that stands in it. None warns.
#
# A green of Adobe RGB, 90 200 90, in JPEG and PNG, its profile (Debian's libgs-common) as version 2.1 and marked 2.4, as Ghostscript shows it:
#   img2pdf 0.6.3, pymupdf 2.0, fpdf2 2.8.9     the green, 0 201 80 in sRGB, in both versions
#   typst 0.15.2                                the green with 2.1; with 2.4 a paler one, 90 200 90: the profile is gone
#   reportlab 5.1.0, weasyprint 70.0, Pillow    the paler one each time
#   13.0.0, pdf-lib 1.17.1, pdfkit 0.20.2, jspdf 4.2.1
# Photographs set for print lose their strength, skin and flags shift, and the same file is right in the proof of one tool and wrong in the next.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, node with npm, gs and Debian's libgs-common.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pillow==13.0.0 img2pdf==0.6.3 weasyprint==70.0 fpdf2==2.8.9 reportlab==5.1.0 pymupdf==2.0 typst==0.15.2 2> /dev/null
npm install --silent --no-audit --no-fund --omit=optional pdf-lib@1.17.1 pdfkit@0.20.2 jspdf@4.2.1
cp /usr/share/color/icc/ghostscript/a98.icc .
cat > lay.py <<'P'
import img2pdf, pymupdf, typst, weasyprint
from fpdf import FPDF
from PIL import Image
from reportlab.pdfgen import canvas

profile = open("a98.icc", "rb").read()
for version, mark in [("2.1", b"\x02\x10\x00\x00"), ("2.4", b"\x02\x40\x00\x00")]:
    for kind in ("jpg", "png"):
        green, name = Image.new("RGB", (64, 64), (90, 200, 90)), f"{version}.{kind}"
        green.save(name, icc_profile=profile[:8] + mark + profile[12:], quality=100)
        open(f"img2pdf-{name}.pdf", "wb").write(img2pdf.convert(name))
        file = pymupdf.open()
        sheet = file.new_page(width=64, height=64)
        sheet.insert_image(sheet.rect, filename=name)
        file.save(f"pymupdf-{name}.pdf")
        file = FPDF(unit="pt", format=(64, 64))
        file.add_page()
        file.image(name, 0, 0, 64, 64)
        file.output(f"fpdf2-{name}.pdf")
        open("page.typ", "w").write(f'#set page(width: 64pt, height: 64pt, margin: 0pt)\n#image("{name}", width: 64pt)')
        typst.compile("page.typ", output=f"typst-{name}.pdf")
        drawing = canvas.Canvas(f"reportlab-{name}.pdf", pagesize=(64, 64))
        drawing.drawImage(name, 0, 0, 64, 64)
        drawing.save()
        page = f"<style>@page {{ size: 64px; margin: 0 }} img {{ display: block }}</style><img src={name} alt=g>"
        weasyprint.HTML(string=page, base_url=".").write_pdf(f"weasyprint-{name}.pdf")
        Image.open(name).save(f"pillow-{name}.pdf", quality=100)
P
cat > lay.mjs <<'J'
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { jsPDF } from 'jspdf';
import { PDFDocument } from 'pdf-lib';
import PDFKit from 'pdfkit';
for (const name of ['2.1.jpg', '2.1.png', '2.4.jpg', '2.4.png']) {
  const bytes = Uint8Array.from(readFileSync(name));
  const lib = await PDFDocument.create();
  const image = await (name.endsWith('jpg') ? lib.embedJpg(bytes) : lib.embedPng(bytes));
  lib.addPage([64, 64]).drawImage(image, { x: 0, y: 0, width: 64, height: 64 });
  writeFileSync(`pdf-lib-${name}.pdf`, await lib.save());
  const kit = new PDFKit({ size: [64, 64], margin: 0 });
  const stream = createWriteStream(`pdfkit-${name}.pdf`);
  kit.pipe(stream);
  kit.image(Buffer.from(bytes), 0, 0, { width: 64 });
  kit.end();
  await new Promise((done) => stream.on('finish', done));
  const js = new jsPDF({ unit: 'pt', format: [64, 64] });
  js.addImage(bytes, name.endsWith('jpg') ? 'JPEG' : 'PNG', 0, 0, 64, 64);
  writeFileSync(`jspdf-${name}.pdf`, Buffer.from(js.output('arraybuffer')));
}
J
cat > show.py <<'P'
import subprocess
from PIL import Image

for maker in ("img2pdf", "pymupdf", "fpdf2", "typst", "reportlab", "weasyprint", "pillow", "pdf-lib", "pdfkit", "jspdf"):
    row = []
    for name in ("2.1.jpg", "2.1.png", "2.4.jpg", "2.4.png"):
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-r72", "-sDEVICE=png16m", "-o", "page.png", f"{maker}-{name}.pdf"]
        subprocess.run(command, check=True)
        red = Image.open("page.png").getpixel((20, 24))[0]
        row.append("kept" if red < 45 else "dropped")
    print(maker, *row)
P
v/bin/python lay.py 2> /dev/null
node lay.mjs
v/bin/python show.py | tee seen.txt
diff - seen.txt <<'T'
img2pdf kept kept kept kept
pymupdf kept kept kept kept
fpdf2 kept kept kept kept
typst kept kept dropped dropped
reportlab dropped dropped dropped dropped
weasyprint dropped dropped dropped dropped
pillow dropped dropped dropped dropped
pdf-lib dropped dropped dropped dropped
pdfkit dropped dropped dropped dropped
jspdf dropped dropped dropped dropped
T
