#!/usr/bin/env bash
# The locale vi_VN of glibc puts plain ă, â, ê, ô, ơ, ư behind their own toned forms, and mixes letters that are apart: Tự comes
# before Tư, "nậm nầm nấm năm" in that order. A list of communes sorted by `sort`, or by a database that takes the collation of the
# system, stands in an order that no Vietnamese list has.
#
# Debian 12: locales 2.36-9+deb12u14 (glibc 2.36), `sort` of coreutils 9.1; beside it ICU as in Node's Intl.Collator("vi"), which has it
# right: a < ă < â, o < ô < ơ, u < ư, tones within each (huyền, hỏi, ngã, sắc, nặng).
#   glibc  a à ả ã á ạ ặ ậ ằ ẳ ẵ ắ ầ ẩ ẫ ấ ă â     o ộ ợ ô ơ     nam nậm nầm nấm năm
#   ICU    a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ     o ô ộ ơ ợ     nam năm nầm nấm nậm
# The source of the locale quotes the right rules of CLDR in its comments, and localedef compiles it without a warning.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants Debian's apt-get, dpkg-deb, localedef, and node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -qq download locales=2.36-9+deb12u14 2>/dev/null
dpkg-deb -x locales_*.deb .
I18NPATH="$folder/usr/share/i18n" localedef -i vi_VN -f UTF-8 "$folder/vi_VN.UTF-8" 2> warnings.txt
printf 'warnings: %s\n' "$(wc -l < warnings.txt)" > seen.txt
for letters in "â a ạ ă ấ ậ ặ á à ã ả ầ ẩ ẫ ằ ẳ ẵ ắ" "ơ ộ o ợ ô" "năm nậm nam nấm nầm" "Tư Tự Tu"; do
  tr ' ' '\n' <<< "$letters" > list.txt
  printf 'glibc: %s\n' "$(LOCPATH="$folder" LC_ALL=vi_VN.UTF-8 sort list.txt | paste -sd' ')" >> seen.txt
  printf 'icu:   %s\n' "$(node -p 'require("fs").readFileSync("list.txt", "utf8").trim().split("\n").sort(new Intl.Collator("vi").compare).join(" ")')" >> seen.txt
done
cat seen.txt
diff - seen.txt <<'T'
warnings: 0
glibc: a à ả ã á ạ ặ ậ ằ ẳ ẵ ắ ầ ẩ ẫ ấ ă â
icu:   a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ
glibc: o ộ ợ ô ơ
icu:   o ô ộ ơ ợ
glibc: nam nậm nầm nấm năm
icu:   nam năm nầm nấm nậm
glibc: Tu Tự Tư
icu:   Tu Tư Tự
T
