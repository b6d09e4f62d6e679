#!/usr/bin/env bash
# A maker of EPUB reads each chapter, which is XHTML, as HTML and writes it as XHTML again with all names in small letters. In XHTML the names
# of SVG keep their capitals or mean nothing: viewBox becomes "viewbox", linearGradient "lineargradient".
#
# EbookLib 0.20 (PyPI); a code of 29 x 29 modules drawn as SVG, 116 points wide, before and after, drawn by MuPDF (PyMuPDF 2.0):
#   before    116 x 116 points are dark
#   after      29 x  29 points: without its viewBox the drawing keeps its own units and shrinks into the corner
# A field filled with a gradient refers to one that is no longer there. The book opens, and its text is right.
# QR codes, maps and charts in the electronic edition of a handbook cannot be scanned or read.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install EbookLib==0.20 pymupdf==2.0 2> /dev/null
cat > book.py <<'P'
import re
import zipfile
import pymupdf
from ebooklib import epub

drawing = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" width="116" height="116" preserveAspectRatio="xMidYMid">'
           '<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/></linearGradient></defs>'
           '<path d="M0 0h29v29H0z"/></svg>')
chapter = epub.EpubHtml(title="Mã QR", file_name="code.xhtml", lang="vi")
chapter.content = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Mã QR</title></head><body><p>Ủy ban</p>{drawing}</body></html>'
book = epub.EpubBook()
book.set_identifier("x")
book.set_title("Sổ tay")
book.set_language("vi")
for item in (chapter, epub.EpubNcx(), epub.EpubNav()):
    book.add_item(item)
book.spine = ["nav", chapter]
epub.write_epub("book.epub", book)

with zipfile.ZipFile("book.epub") as archive:
    written = archive.read("EPUB/code.xhtml").decode()
after = re.search(r"<svg.*</svg>", written, re.DOTALL).group()
for name, svg in (("before", drawing), ("after", after)):
    picture = pymupdf.open(stream=svg.encode(), filetype="svg")[0].get_pixmap(dpi=72, alpha=False)
    dark = [(x, y) for x in range(picture.width) for y in range(picture.height) if picture.pixel(x, y)[0] < 128]
    print(name, *(f"{max(way) - min(way) + 1}" for way in zip(*dark)), "of", picture.width, picture.height,
          *(word for word in ("viewBox", "viewbox", "linearGradient", "lineargradient") if word in svg))
print("text", "Ủy ban" in written)
P
v/bin/python book.py | tee seen.txt
diff - seen.txt <<'T'
before 116 116 of 116 116 viewBox linearGradient
after 29 29 of 116 116 viewbox lineargradient
text True
T
