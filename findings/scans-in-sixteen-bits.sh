#!/usr/bin/env bash
# A scan in sixteen bits of gray (PNG or TIFF, what archive scanners write) is laid on a PDF page by libraries that say they take PNG and TIFF,
# without an error, and the picture is gone: white in two of them, damaged in a third. In colour, or in eight bits, all have it right.
#
# Four fields of gray, in sixteen bits 0x00c0, 0x2040, 0x8080 and 0xc000; of 255 they should be 0, 32, 128 and 192. As Ghostscript prints them:
#   pymupdf 2.0, img2pdf 0.6.3 (PNG), typst 0.15.2 (PNG)   0 32 128 192, give or take one
#   reportlab 5.1.0, fpdf2 2.8.9                           192 255 255 255: values above 255 are cut to white, near black is light gray
#   weasyprint 70.0                                        white here, black stripes in other readers: it stores the sixteen bits of
#                                                          gray and declares three colours of eight, so that a third is missing
# img2pdf refuses the TIFF, and Pillow 13.0.0, by which the three read, refuses to save either as PDF: each says why.
# A page of a decree, or the portrait of a case story, is printed as an empty frame.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and gs (Ghostscript).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pillow==13.0.0 numpy==2.4.6 img2pdf==0.6.3 weasyprint==70.0 fpdf2==2.8.9 reportlab==5.1.0 pymupdf==2.0 typst==0.15.2 2> /dev/null
cat > lay.py <<'P'
import subprocess
import zlib
import img2pdf, numpy, pymupdf, typst, weasyprint
from fpdf import FPDF
from PIL import Image
from reportlab.pdfgen import canvas

SIDE = 160
fields = numpy.array([0x00C0, 0x2040, 0x8080, 0xC000], dtype=numpy.uint16)
scan = fields.repeat(SIDE // 4)[numpy.newaxis, :].repeat(SIDE, 0)
for name, picture in [("deep.png", scan), ("deep.tif", scan), ("flat.png", (scan >> 8).astype(numpy.uint8))]:
    Image.fromarray(picture).save(name)


def by_reportlab(picture, out):
    page = canvas.Canvas(out, pagesize=(SIDE, SIDE))
    page.drawImage(picture, 0, 0, SIDE, SIDE)
    page.save()


def by_fpdf2(picture, out):
    file = FPDF(unit="pt", format=(SIDE, SIDE))
    file.add_page()
    file.image(picture, 0, 0, SIDE, SIDE)
    file.output(out)


def by_pymupdf(picture, out):
    file = pymupdf.open()
    page = file.new_page(width=SIDE, height=SIDE)
    page.insert_image(page.rect, filename=picture)
    file.save(out)


def by_weasyprint(picture, out):
    page = f"<style>@page {{ size: {SIDE}pt; margin: 0 }} img {{ display: block; width: {SIDE}pt }}</style><img src={picture} alt=s>"
    weasyprint.HTML(string=page, base_url=".").write_pdf(out)


def by_img2pdf(picture, out):
    size = img2pdf.get_layout_fun((SIDE, SIDE))
    open(out, "wb").write(img2pdf.convert(picture, layout_fun=size))


def by_typst(picture, out):
    page = f'#set page(width: {SIDE}pt, height: {SIDE}pt, margin: 0pt)\n#image("{picture}", width: {SIDE}pt)'
    open("page.typ", "w").write(page)
    typst.compile("page.typ", output=out)


for make in (by_pymupdf, by_img2pdf, by_typst, by_reportlab, by_fpdf2, by_weasyprint):
    for picture in ("flat.png", "deep.png", "deep.tif"):
        try:
            make(picture, "page.pdf")
        except Exception as refused:
            print(make.__name__, picture, type(refused).__name__)
            continue
        subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-r72", "-sDEVICE=pnggray", "-o", "page.png", "page.pdf"], check=True)
        if make is by_weasyprint:
            file = pymupdf.open("page.pdf")
            [number] = {image[0] for image in file[0].get_images()}
            data, colors = zlib.decompress(file.xref_stream_raw(number)), 1 if file.xref_get_key(number, "ColorSpace")[1] == "/DeviceGray" else 3
            print("  bytes", len(data), "of", SIDE * (1 + SIDE * colors))
        printed = Image.open("page.png")
        print(make.__name__, picture, *(printed.getpixel((SIDE // 8 + SIDE // 4 * field, SIDE // 2)) for field in range(4)))
P
v/bin/python lay.py 2> /dev/null | tee seen.txt
diff - seen.txt <<'T'
by_pymupdf flat.png 0 32 128 192
by_pymupdf deep.png 0 32 128 192
by_pymupdf deep.tif 0 32 128 192
by_img2pdf flat.png 0 32 128 192
by_img2pdf deep.png 1 32 128 191
by_img2pdf deep.tif ValueError
by_typst flat.png 0 32 128 192
by_typst deep.png 1 32 128 191
by_typst deep.tif TypstError
by_reportlab flat.png 0 32 128 192
by_reportlab deep.png 192 255 255 255
by_reportlab deep.tif 192 255 255 255
by_fpdf2 flat.png 0 32 128 192
by_fpdf2 deep.png 192 255 255 255
by_fpdf2 deep.tif 192 255 255 255
  bytes 25760 of 25760
by_weasyprint flat.png 0 32 128 192
  bytes 51360 of 76960
by_weasyprint deep.png 255 255 255 255
  bytes 51360 of 76960
by_weasyprint deep.tif 255 255 255 255
T
