#!/usr/bin/env bash
# The Vietnamese dictionary that browsers and editors take refuses the way the State writes its own name: "Ủy ban", "hòa", "thủy" are
# mistakes to it, "Uỷ", "hoà", "thuỷ" are right. Of the other old quarrel it takes both sides at once: "kỹ" and "kĩ", "tỷ" and "tỉ" are right,
# but "quý" is right and "quí" wrong. Names of Central Highlands provinces (Đắk Lắk) are unknown to it.
#
# dictionary-vi 3.0.0 (the hunspell dictionary vi_VN, as LibreOffice has it) read by nspell 2.1.5 (npm).
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund dictionary-vi@3.0.0 nspell@2.1.5
cat > spell.mjs <<'J'
import dictionary from 'dictionary-vi';
import nspell from 'nspell';
const spell = nspell(dictionary);
const pairs = [['ủy', 'uỷ'], ['hòa', 'hoà'], ['thủy', 'thuỷ'], ['xòe', 'xoè'], ['kỹ', 'kĩ'], ['tỷ', 'tỉ'], ['quý', 'quí'], ['Đắk', 'Lắk']];
const said = (word) => `${word} ${spell.correct(word) ? 'right' : 'wrong'}`;
for (const pair of pairs) console.log(pair.map(said).join(', '));
J
node spell.mjs | tee seen.txt
diff - seen.txt <<'T'
ủy wrong, uỷ right
hòa wrong, hoà right
thủy wrong, thuỷ right
xòe wrong, xoè right
kỹ right, kĩ right
tỷ right, tỉ right
quý right, quí wrong
Đắk wrong, Lắk wrong
T
