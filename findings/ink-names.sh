#!/usr/bin/env bash
# A spot ink has the name that the printer mixes it by; a name in PDF is UTF-8 (ISO 32000-1, 7.3.5). Two libraries with spot colours write a
# Vietnamese one as something else, each as another, without a word; only names in Latin-1 come near.
#
# "Đỏ cờ" (flag red) and "Vàng" (yellow), as the plates that Ghostscript 10.00 makes are called, and as bytes in the file:
#   pdfkit 0.20.2     ^P%CF c%DD, V%E0ng       the low byte of each letter: 10 CF 20 63 DD
#   reportlab 5.1.0   ^Q0^^cf c^^dd, V%E0ng    "#110", "#1ecf" for a letter; a name has two digits after "#", and then letters of its own
#   pikepdf 10.18.0   the right name; three of the names of the two others it cannot turn into text (UnicodeDecodeError)
# A job of a cover by one and a text by the other has two plates for one red, and neither is in the shop's list.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, node with npm, and gs (Ghostscript).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install reportlab==5.1.0 pikepdf==10.18.0 2> /dev/null
npm install --silent --no-audit --no-fund pdfkit@0.20.2
cat > write.py <<'P'
import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.lib.colors import PCMYKColorSep
from reportlab.pdfgen import canvas

inks = ["Đỏ cờ", "Vàng"]
page = canvas.Canvas("reportlab.pdf", pagesize=(200, 100), pageCompression=0)
for place, ink in enumerate(inks):
    page.setFillColor(PCMYKColorSep(0, 100 - place * 80, 100, 0, spotName=ink, density=100))
    page.rect(place * 100, 0, 100, 100, stroke=0, fill=1)
page.save()

file = pikepdf.new()
spaces = Dictionary()
for place, ink in enumerate(inks):
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1 - place * 0.8, 1, 0], N=1)
    spaces[f"/C{place}"] = Array([Name.Separation, Name("/" + ink), Name.DeviceCMYK, tint])
content = b"/C0 cs 1 scn 0 0 100 100 re f /C1 cs 1 scn 100 0 100 100 re f"
sheet = Dictionary(Type=Name.Page, MediaBox=[0, 0, 200, 100], Contents=file.make_stream(content), Resources=Dictionary(ColorSpace=spaces))
file.pages.append(pikepdf.Page(file.make_indirect(sheet)))
file.save("pikepdf.pdf")
P
cat > write.cjs <<'J'
const { createWriteStream } = require('node:fs');
const PDFKit = require('pdfkit');
const file = new PDFKit({ size: [200, 100], margin: 0 });
file.pipe(createWriteStream('pdfkit.pdf'));
['Đỏ cờ', 'Vàng'].forEach((ink, place) => {
  file.addSpotColor(ink, 0, 100 - place * 80, 100, 0);
  file.fillColor(ink).rect(place * 100, 0, 100, 100).fill();
});
file.end();
J
cat > read.py <<'P'
import pikepdf

for maker in ("pdfkit", "reportlab", "pikepdf"):
    file = pikepdf.open(maker + ".pdf")
    spaces = file.pages[0].Resources.ColorSpace
    for space in spaces.values():
        if not isinstance(space, pikepdf.Array):
            continue
        try:
            print(maker, repr(str(space[1])[1:]))
        except UnicodeDecodeError:
            print(maker, "no text:", space[1].unparse().decode("latin-1"))
P
v/bin/python write.py
node write.cjs
{
  v/bin/python read.py
  for maker in pdfkit reportlab pikepdf; do
    gs -q -dBATCH -dNOPAUSE -r72 -sDEVICE=tiffsep -o "$maker.tif" "$maker.pdf" > /dev/null 2>&1
    for plate in "$maker"*\(*; do printf '%s\n' "$plate"; done | grep -vE '\((Cyan|Magenta|Yellow|Black)\)' | LC_ALL=C sort | cat -v
  done
} | tee seen.txt
diff - seen.txt <<'T'
pdfkit no text: /#10#cf#20c#dd
pdfkit no text: /V#e0ng
reportlab '\x110\x1ecf c\x1edd'
reportlab no text: /V#e0ng
pikepdf 'Đỏ cờ'
pikepdf 'Vàng'
pdfkit(^P%CF c%DD).tif
pdfkit(V%E0ng).tif
reportlab(^Q0^^cf c^^dd).tif
reportlab(V%E0ng).tif
pikepdf(%C4%90%E1%BB%8F c%E1%BB%9D).tif
pikepdf(V%C3%A0ng).tif
T
