#!/usr/bin/env bash
# A mail has its text a second time without HTML, and six libraries that write it from the page give figures that the page does not have.
# A page may count its articles from another number, strike an old amount, raise an exponent; plain text is asked for the same meaning.
#
# npm: html-to-text 10.0.1, turndown 7.2.5, node-html-markdown 2.0.0; PyPI: html2text 2025.4.15, inscriptis 2.7.6, markdownify 1.2.3
#   10<sup>6</sup> con                  "106 con" in all six: a million is a hundred and six; 1 1/2 with a raised fraction is eleven halves
#   <del>1.200</del> <ins>1.500</ins>   "1.200 1.500" in html-to-text, turndown, inscriptis: the struck amount counts again
#   <ol start="5"> Điều năm             "1. Điều năm" in inscriptis and node-html-markdown: Article 5 is Article 1
#   <li value="7"> after the first      "2." in all but inscriptis
#   <ol type="a"> (khoản a)             "1." in all but html-to-text: point a of an article is clause 1
#   two rows of heads, rowspan="2"      "2025 | 2026 |" slides under "Xã" in html2text, inscriptis and markdownify
# Who reads mail in text, or on a braille line, or by a program, pays another amount by another article.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund html-to-text@10.0.1 turndown@7.2.5 node-html-markdown@2.0.0
python3 -m venv v
v/bin/pip -q install html2text==2025.4.15 inscriptis==2.7.6 markdownify==1.2.3 2> /dev/null
cat > pages.json <<'J'
[
  "<p>10<sup>6</sup> con, 1<sup>1</sup>/<sub>2</sub> viên</p>",
  "<p>Mức <del>1.200</del> <ins>1.500</ins></p>",
  "<ol start=\"5\"><li>Điều năm</li></ol>",
  "<ol><li>một</li><li value=\"7\">bảy</li></ol>",
  "<ol type=\"a\"><li>khoản a</li></ol>",
  "<table><tr><th rowspan=\"2\">Xã</th><th colspan=\"2\">Năm</th></tr><tr><th>2025</th><th>2026</th></tr><tr><td>A</td><td>1</td><td>2</td></tr></table>"
]
J
cat > text.py <<'P'
import json
import html2text, inscriptis, markdownify

for name, convert in [("html2text", html2text.html2text), ("inscriptis", inscriptis.get_text), ("markdownify", markdownify.markdownify)]:
    print(name, *(" / ".join(" ".join(line.split()) for line in convert(page).split("\n") if line.strip())
                  for page in json.load(open("pages.json"))), sep="\n  ")
P
cat > text.mjs <<'J'
import { readFileSync } from 'node:fs';
import { convert } from 'html-to-text';
import { NodeHtmlMarkdown } from 'node-html-markdown';
import Turndown from 'turndown';
const pages = JSON.parse(readFileSync('pages.json')).slice(0, -1);
const flat = (text) => text.split('\n').filter((line) => line.trim()).map((line) => line.trim().replace(/\s+/g, ' ')).join(' / ');
for (const [name, text] of [['html-to-text', convert], ['turndown', (page) => new Turndown().turndown(page)],
  ['node-html-markdown', (page) => NodeHtmlMarkdown.translate(page)]]) {
  console.log([name, ...pages.map((page) => flat(text(page)))].join('\n  '));
}
J
{ v/bin/python text.py; node text.mjs; } | tee seen.txt
diff - seen.txt <<'T'
html2text
  106 con, 11/2 viên
  Mức ~~1.200~~ 1.500
  5. Điều năm
  1. một / 2. bảy
  1. khoản a
  Xã| Năm / ---|--- / 2025| 2026 / A| 1| 2
inscriptis
  106 con, 11/2 viên
  Mức 1.200 1.500
  1. Điều năm
  1. một / 7. bảy
  1. khoản a
  Xã Năm / 2025 2026 / A 1 2
markdownify
  106 con, 11/2 viên
  Mức ~~1.200~~ 1.500
  5. Điều năm
  1. một / 2. bảy
  1. khoản a
  | Xã | Năm | | / | --- | --- | --- | / | 2025 | 2026 | / | A | 1 | 2 |
html-to-text
  106 con, 11/2 viên
  Mức 1.200 1.500
  5. Điều năm
  1. một / 2. bảy
  a. khoản a
turndown
  106 con, 11/2 viên
  Mức 1.200 1.500
  5. Điều năm
  1. một / 2. bảy
  1. khoản a
node-html-markdown
  106 con, 11/2 viên
  Mức ~~1.200~~ 1.500
  1. Điều năm
  1. một / 2. bảy
  1. khoản a
T
