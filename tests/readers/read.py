"""The texts of PDFs, as MuPDF or PDFium reads them, each with U+001E after it: `read.py mupdf|pdfium FILE…`. Ends with 77 where
the reader is missing."""

import sys

sys.stdout.reconfigure(encoding="utf-8")
reader, files = sys.argv[1], sys.argv[2:]
try:
    if reader == "mupdf":
        import pymupdf
    else:
        import pypdfium2
except ImportError:
    sys.exit(77)
for file in files:
    if reader == "mupdf":
        pages = [page.get_text() for page in pymupdf.open(file)]
    else:
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    print("\n".join(pages) + "\x1e")
