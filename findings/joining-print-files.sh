#!/usr/bin/env bash
# What tools that join or copy PDF files leave of a file for the press (PDF 1.6, PDF/X-4, trim and bleed boxes, an output intent):
#   pdfunite (poppler 22.12)    keeps the trim box and drops the bleed box; keeps the output intent and drops the claim of PDF/X
#   pypdf 7.1.1 clone_from        keeps all of it, and takes the header from 1.6 to 1.3, older than the transparency that is inside
#   pypdf 7.1.1 append,          keep the boxes, drop the output intent: the inks are nobody's; pikepdf and pdfrw write 1.3 above it
#   pikepdf, pdfrw, pdfium
# None says a word. A printer's own preflight then finds no bleed, or an old file with transparency.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and pdfunite of Debian's poppler-utils.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2 pdfrw==0.4 2> /dev/null
cat > make.py <<'P'
import pikepdf
from pikepdf import Array, Dictionary, Name, String

file = pikepdf.new()
group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
half = Dictionary(Type=Name.ExtGState, ca=0.5)
content = file.make_stream(b"/H gs 0 1 1 0 k 0 0 200 200 re f")
page = Dictionary(
    Type=Name.Page, MediaBox=Array([0, 0, 220, 220]), BleedBox=Array([1.5, 1.5, 218.5, 218.5]),
    TrimBox=Array([10, 10, 210, 210]), Contents=content, Group=group,
    Resources=Dictionary(ExtGState=Dictionary(H=half)),
)
file.pages.append(pikepdf.Page(file.make_indirect(page)))
file.Root.OutputIntents = Array([Dictionary(
    Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("CGATS TR 001"),
    RegistryName=String("(none)"), Info=String("SWOP"),
)])
file.docinfo["/Title"] = "In"
file.docinfo["/Trapped"] = Name("/False")
file.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
file.save("print.pdf", force_version="1.6")
P
cat > join.py <<'P'
import pdfrw, pikepdf, pypdf, pypdfium2

writer = pypdf.PdfWriter(); writer.append("print.pdf"); writer.write("pypdf-append.pdf")
pypdf.PdfWriter(clone_from="print.pdf").write("pypdf-clone.pdf")
new, old = pikepdf.new(), pikepdf.open("print.pdf"); new.pages.extend(old.pages); new.save("pikepdf.pdf")
new = pypdfium2.PdfDocument.new(); new.import_pages(pypdfium2.PdfDocument("print.pdf")); new.save("pdfium.pdf")
writer = pdfrw.PdfWriter("pdfrw.pdf"); writer.addpages(pdfrw.PdfReader("print.pdf").pages); writer.write()
P
cat > look.py <<'P'
import pikepdf
for name in ["print", "pdfunite", "pypdf-clone", "pypdf-append", "pikepdf", "pdfium", "pdfrw"]:
    file = pikepdf.open(name + ".pdf")
    page = file.pages[0].obj
    print(name, file.pdf_version, *[word for word, there in [
        ("trim", "/TrimBox" in page), ("bleed", "/BleedBox" in page),
        ("intent", "/OutputIntents" in file.Root), ("PDF/X", "/GTS_PDFXVersion" in file.docinfo)] if there])
P
v/bin/python make.py
pdfunite print.pdf print.pdf pdfunite.pdf
v/bin/python join.py 2> /dev/null
v/bin/python look.py | tee seen.txt
diff - seen.txt <<'T'
print 1.6 trim bleed intent PDF/X
pdfunite 1.6 trim intent
pypdf-clone 1.3 trim bleed intent PDF/X
pypdf-append 1.6 trim bleed
pikepdf 1.3 trim bleed
pdfium 1.7 trim bleed
pdfrw 1.3 trim bleed
T
