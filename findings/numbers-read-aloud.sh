#!/usr/bin/env bash
# Three libraries that read numbers in Vietnamese read the same numbers in three ways; none can be given to a loudspeaker as it is:
#   to-words 5.7.0 (vi-VN) knows no sandhi: 15 is "Mười Năm" (that is: ten years), 21 "Hai Mươi Một", 25 "Hai Mươi Năm", and says
#     nothing for an empty place: 105 is "Một Trăm Năm" (a hundred years, or 150 as people speak), 1005 "Một Nghìn Năm" (1500).
#   n2words 4.0.0 (vi-VN) says "lẻ" before tens and leaves out the hundreds: 2026 is "hai nghìn lẻ hai mươi sáu"; the fourth is
#     "thứ bốn" (right: thứ tư); 12.5 as money is "mười hai đồng": the fraction is gone.
#   read-vietnamese-number 2.3.1 has all of these right and reads the decimal sign as "chấm" (a full stop; Viet Nam writes a comma).
# The usual words: mười lăm, hai mươi mốt, một trăm linh (lẻ) năm, hai nghìn không trăm hai mươi sáu.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund to-words@5.7.0 n2words@4.0.0 read-vietnamese-number@2.3.1
cat > read.mjs <<'J'
import { ToWords } from 'to-words';
import { createRequire } from 'node:module';
import * as n2words from 'n2words/vi-VN';
const reader = createRequire(import.meta.url)('read-vietnamese-number');
const toWords = new ToWords({ localeCode: 'vi-VN' });
const config = new reader.ReadingConfig();
config.unit = [];
for (const text of ['15', '21', '25', '105', '1005', '2026', '4.5']) {
  const read = reader.doReadNumber(text, config);
  console.log(`${text}: ${toWords.convert(Number(text))} | ${n2words.toCardinal(Number(text))} | ${read}`);
}
console.log(`fourth: ${toWords.toOrdinal(4)} | ${n2words.toOrdinal(4)}`);
console.log(`12.5 dong: ${n2words.toCurrency(12.5)}`);
J
node read.mjs | tee seen.txt
diff - seen.txt <<'T'
15: Mười Năm | mười lăm | mười lăm
21: Hai Mươi Một | hai mươi mốt | hai mươi mốt
25: Hai Mươi Năm | hai mươi lăm | hai mươi lăm
105: Một Trăm Năm | một trăm lẻ năm | một trăm lẻ năm
1005: Một Nghìn Năm | một nghìn lẻ năm | một nghìn không trăm lẻ năm
2026: Hai Nghìn Hai Mươi Sáu | hai nghìn lẻ hai mươi sáu | hai nghìn không trăm hai mươi sáu
4.5: Bốn Phẩy Năm | bốn phẩy năm | bốn chấm năm
fourth: Thứ Tư | thứ bốn
12.5 dong: mười hai đồng
T
