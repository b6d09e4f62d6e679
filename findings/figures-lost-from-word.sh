#!/usr/bin/env bash
# What programs that read Word files make of the parts in which a State paper keeps its figures: a tracked change, a moved deadline, a content
# control, a field, a text box, a hyphen that must not break. None of the six readers has all of them right, and none says that it lost any.
#
# python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0, markitdown 0.1.9, pandoc 3.9 (pypandoc_binary 1.17), all PyPI:
#   "Mức [1200→1500] đồng", tracked        python-docx has neither figure: "Mức  đồng"; the others have 1500
#   "hạn 30/4", moved behind "nộp tại xã"  python-docx has it nowhere; docx2txt and docx2python have it twice
#   "69-KL/TW" in a content control        lost by python-docx
#   "Đắk Song", result of a simple field   lost by python-docx, mammoth, markitdown and pandoc: a merged letter loses whom it is for
#   "Nóng" and a text box with "Gọi 113"   python-docx loses the box, pandoc the paragraph around it; docx2txt and docx2python have the
#                                          box twice (Word writes it a second time for old readers)
#   "2-3 lần" with a no-break hyphen       "23 lần" in docx2txt and docx2python
# A leaflet made from the reviewed Word file goes out without its amount, or with a dose of 23.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 markitdown==0.1.9 pypandoc_binary==1.17 2> /dev/null
cat > write.py <<'P'
import zipfile

SPACES = " ".join(f'xmlns:{short}="http://schemas.{long}"' for short, long in [
    ("w", "openxmlformats.org/wordprocessingml/2006/main"),
    ("r", "openxmlformats.org/officeDocument/2006/relationships"),
    ("mc", "openxmlformats.org/markup-compatibility/2006"),
    ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "openxmlformats.org/drawingml/2006/main"),
    ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
]) + ' xmlns:v="urn:schemas-microsoft-com:vml"'
numbers = iter(range(1, 100))


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def by():
    return f'w:id="{next(numbers)}" w:author="A" w:date="2026-11-28T00:00:00Z"'


def moved(kind, text):
    number = next(numbers)
    return (f'<w:{kind}RangeStart w:id="{number}" w:author="A" w:date="2026-11-28T00:00:00Z" w:name="m"/><w:{kind} {by()}>{run(text)}'
            f'</w:{kind}><w:{kind}RangeEnd w:id="{number}"/>')


def box(text):
    inside = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
            f'<wp:docPr id="9" name="b"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp><wps:txbx>{inside}</wps:txbx><wps:bodyPr/>'
            f'</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>'
            f'{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')


lines = [
    run("Mức ") + f"<w:del {by()}><w:r><w:delText>1200</w:delText></w:r></w:del><w:ins {by()}>{run('1500')}</w:ins>" + run(" đồng"),
    moved("moveFrom", "hạn 30/4 ") + run("nộp tại xã ") + moved("moveTo", "hạn 30/4"),
    run("Số ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('69-KL/TW')}</w:sdtContent></w:sdt>",
    run("Xã ") + f'<w:fldSimple w:instr=" MERGEFIELD xa ">{run("Đắk Song")}</w:fldSimple>',
    run("Nóng ") + box("Gọi 113"),
    run("Uống 2") + "<w:r><w:noBreakHyphen/></w:r>" + run("3 lần"),
]
body = "".join(f"<w:p>{line}</w:p>" for line in lines)
head = '<?xml version="1.0" encoding="UTF-8"?>'
package = "http://schemas.openxmlformats.org/package/2006"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
with zipfile.ZipFile("paper.docx", "w") as archive:
    archive.writestr("[Content_Types].xml", f'{head}<Types xmlns="{package}/content-types">'
                     '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                     f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>')
    archive.writestr("_rels/.rels", f'{head}<Relationships xmlns="{package}/relationships">'
                     f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>')
    archive.writestr("word/document.xml", f"{head}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")
P
cat > read.py <<'P'
import docx, docx2txt, mammoth, pypandoc
from docx2python import docx2python
from markitdown import MarkItDown

for name, text in [
    ("python-docx", "\n".join(paragraph.text for paragraph in docx.Document("paper.docx").paragraphs)),
    ("docx2txt", docx2txt.process("paper.docx")),
    ("docx2python", docx2python("paper.docx").text),
    ("mammoth", mammoth.extract_raw_text(open("paper.docx", "rb")).value),
    ("markitdown", MarkItDown().convert("paper.docx").text_content),
    ("pandoc", pypandoc.convert_file("paper.docx", "plain", extra_args=["--wrap=none"])),
]:
    print(name, *(line.strip() for line in text.replace("\u2011", "-").splitlines() if line.strip()), sep=" | ")
P
v/bin/python write.py
v/bin/python read.py 2> /dev/null | tee seen.txt
diff - seen.txt <<'T'
python-docx | Mức  đồng | nộp tại xã | Số | Xã | Nóng | Uống 2-3 lần
docx2txt | Mức 1500 đồng | hạn 30/4 nộp tại xã hạn 30/4 | Số 69-KL/TW | Xã Đắk Song | Nóng | Gọi 113 | Gọi 113 | Uống 23 lần
docx2python | Mức 1500 đồng | hạn 30/4 nộp tại xã hạn 30/4 | Số 69-KL/TW | Xã Đắk Song | Gọi 113 | Gọi 113 | Nóng | Uống 23 lần
mammoth | Mức 1500 đồng | nộp tại xã hạn 30/4 | Số 69-KL/TW | Xã | Nóng | Gọi 113 | Uống 2-3 lần
markitdown | Mức 1500 đồng | nộp tại xã hạn 30/4 | Số 69-KL/TW | Xã | Nóng | Gọi 113 | Uống 2-3 lần
pandoc | Mức 1500 đồng | nộp tại xã hạn 30/4 | Số 69-KL/TW | Xã | Gọi 113 | Uống 2-3 lần
T
