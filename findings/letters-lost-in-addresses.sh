#!/usr/bin/env bash
# Libraries that make an address or a search key of a title know nearly all of Vietnamese, and each lacks a letter or two that nobody tries.
# Of the 178 letters of the language, small and capital, with and without tones, in NFC:
#   speakingurl 14.0.1      drops Ỏ and Ử, and only as capitals: "HỎI ĐÁP" (questions and answers) is "h-i-dap", "KHỬ TRÙNG" "kh-trung"
#   transliteration 2.6.1   makes U of Ý, and only of the capital: "Ý kiến" (opinions) is "u-kien"
#   remove-accents 0.5.0    leaves ỷ ỹ ỵ: "tỷ lệ, kỹ thuật, Mỹ Lâm" is "tỷ le, kỹ thuat, Mỹ Lam"; who types "ky thuat" finds nothing
#   url-slug 5.2.0          drops đ: "Đường đèo, đất đai" is "uong-eo-at-ai"; "đá" and "á" have one address
#   normalize-text 2.6.0    leaves đ;  slugify 1.6.9 makes dj of it, whatever the language ("Đặc khu" is "DJac-khu")
# slug 12.0.1 and limax 4.2.3 have all of them right. A page is published under an address with a hole, or over another page.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund speakingurl@14.0.1 transliteration@2.6.1 remove-accents@0.5.0 url-slug@5.2.0 \
  normalize-text@2.6.0 slugify@1.6.9 slug@12.0.1 limax@4.2.3
cat > spell.mjs <<'J'
import { createRequire } from 'node:module';
import slug from 'slug';
import urlSlug from 'url-slug';
const require = createRequire(import.meta.url);
const makers = {
  speakingurl: require('speakingurl'),
  transliteration: (text) => require('transliteration').slugify(text),
  'remove-accents': require('remove-accents'),
  'url-slug': urlSlug,
  'normalize-text': require('normalize-text').normalizeDiacritics,
  slugify: require('slugify'),
  slug,
  limax: require('limax'),
};
const plain = (letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd');
const small = [...'bcdđghklmnpqrstvx', ...[...'aăâeêioôơuưy'].flatMap((vowel) =>
  ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')))];
// Each letter stands inside a word whose letters have one case, so that no maker takes a change of case for a new word.
const words = small.flatMap((letter) => [[letter, `t${letter}n`], [letter.toUpperCase(), `T${letter.toUpperCase()}N`]]);
for (const [name, make] of Object.entries(makers)) {
  const wrong = words.filter(([letter, word]) => make(word).toLowerCase() !== `t${plain(letter.toLowerCase())}n`);
  const titles = ['HỎI ĐÁP', 'Ý kiến', 'tỷ lệ, kỹ thuật, Mỹ Lâm', 'Đường đèo, đất đai', 'Hỗ trợ Đà Lạt'];
  console.log(`${name}: ${wrong.map(([letter]) => letter).join(' ') || 'all right'} of ${words.length}`);
  console.log(`  ${titles.map(make).join(' | ')}`);
}
J
node spell.mjs | tee seen.txt
diff - seen.txt <<'T'
speakingurl: Ỏ Ử of 178
  h-i-dap | y-kien | ty-le-ky-thuat-my-lam | duong-deo-dat-dai | ho-tro-da-lat
transliteration: Ý of 178
  hoi-dap | u-kien | ty-le-ky-thuat-my-lam | duong-deo-dat-dai | ho-tro-da-lat
remove-accents: ỷ Ỷ ỹ Ỹ ỵ Ỵ of 178
  HOI DAP | Y kien | tỷ le, kỹ thuat, Mỹ Lam | Duong deo, dat dai | Ho tro Da Lat
url-slug: đ Đ of 178
  hoi-ap | y-kien | ty-le-ky-thuat-my-lam | uong-eo-at-ai | ho-tro-a-lat
normalize-text: đ Đ of 178
  HOI ĐAP | Y kien | ty le, ky thuat, My Lam | Đuong đeo, đat đai | Ho tro Đa Lat
slugify: đ Đ of 178
  HOI-DJAP | Y-kien | ty-le-ky-thuat-My-Lam | DJuong-djeo-djat-djai | Ho-tro-DJa-Lat
slug: all right of 178
  hoi-dap | y-kien | ty-le-ky-thuat-my-lam | duong-deo-dat-dai | ho-tro-da-lat
limax: all right of 178
  hoi-dap | y-kien | ty-le-ky-thuat-my-lam | duong-deo-dat-dai | ho-tro-da-lat
T
