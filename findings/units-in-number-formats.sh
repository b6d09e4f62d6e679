#!/usr/bin/env bash
# A cell of Excel that shows "45.302 hộ dân" has the number and a format with the unit in quotes, 0 "hộ dân". A converter to CSV looks for
# the letters d, m, h, s and y inside the quotes too, takes the number for a date, and writes the format in its place: the figure is gone.
#
# xlsx2csv 0.8.6 (PyPI; Debian has it as a package), beside openpyxl 3.1.5, which has the number each time. 45302 in the format
#   0 "hộ dân"                          is  0 "12ộ 11ân"          (12 o'clock, the 11th: "h" and "d" of "hộ dân")
#   #,##0 "đồng/ngày"                   is  #,##0 "đồng/ngày"     (a y is enough)
#   0.0"m"                              is  0.0"01"               (January)
#   "ngày" dd "tháng" mm "năm" yyyy     is  "ngày" 11 "t12áng" 01 "nă01" 2024    where it is a date: right by openpyxl
# exceljs 4.4.0 (npm) has the quoted ones right, and takes 0\ \h\ộ, the other way to write a unit, for a date in 2024.
# A table of households, prices or distances comes out of the conversion without one figure, in lines that look like text.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install xlsx2csv==0.8.6 openpyxl==3.1.5 xlsxwriter==3.2.9 2> /dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 2> /dev/null
cat > table.py <<'P'
import csv, io
import openpyxl, xlsxwriter
from xlsx2csv import Xlsx2csv

formats = ['#,##0', '#,##0" đ"', '0 "hộ dân"', '#,##0 "đồng/ngày"', '0.0"m"', r'0\ \h\ộ', '"ngày" dd "tháng" mm "năm" yyyy']
book = xlsxwriter.Workbook("table.xlsx")
sheet = book.add_worksheet()
for row, form in enumerate(formats):
    sheet.write_number(row, 0, 45302, book.add_format({"num_format": form}))
book.close()
text = io.StringIO()
Xlsx2csv("table.xlsx").convert(text)
converted = [row[0] for row in csv.reader(io.StringIO(text.getvalue()))]
read = [row[0].value for row in openpyxl.load_workbook("table.xlsx").active.iter_rows()]
for form, cell, value in zip(formats, converted, read):
    print(form, "| xlsx2csv", cell, "| openpyxl", value)
P
cat > table.cjs <<'J'
const { Workbook } = require('exceljs');
const book = new Workbook();
book.xlsx.readFile('table.xlsx').then(() => book.worksheets[0].eachRow((row) => {
  const cell = row.getCell(1);
  console.log(cell.numFmt, '| exceljs', cell.value instanceof Date ? `date ${cell.value.toISOString().slice(0, 10)}` : cell.value);
}));
J
{ v/bin/python table.py; node table.cjs; } | tee seen.txt
diff - seen.txt <<'T'
#,##0 | xlsx2csv 45302 | openpyxl 45302
#,##0" đ" | xlsx2csv 45302 | openpyxl 45302
0 "hộ dân" | xlsx2csv 0 "12ộ 11ân" | openpyxl 45302
#,##0 "đồng/ngày" | xlsx2csv #,##0 "đồng/ngày" | openpyxl 45302
0.0"m" | xlsx2csv 0.0"01" | openpyxl 45302
0\ \h\ộ | xlsx2csv 0 12ộ | openpyxl 45302
"ngày" dd "tháng" mm "năm" yyyy | xlsx2csv "ngày" 11 "t12áng" 01 "nă01" 2024 | openpyxl 2024-01-11 00:00:00
#,##0 | exceljs 45302
#,##0" đ" | exceljs 45302
0 "hộ dân" | exceljs 45302
#,##0 "đồng/ngày" | exceljs 45302
0.0"m" | exceljs 45302
0 hộ | exceljs date 2024-01-11
"ngày" dd "tháng" mm "năm" yyyy | exceljs date 2024-01-11
T
