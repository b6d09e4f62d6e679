#!/usr/bin/env bash
# The short numbers that public leaflets in Viet Nam print most, 111 (child protection), 112 (search and rescue) and 1022 (the
# provinces' public service line), are valid in no way to the library that checks telephone numbers everywhere: not as numbers, not as
# short numbers, and 112 is no emergency number; 1022 has not even a possible length. It knows 113, 114 and 115 alone. Hotlines that begin
# with 1800 and 1900 it knows. A list of contacts that is cleaned with it loses its hotlines.
#
# phonenumbers 9.0.43 (PyPI; the data of Google's libphonenumber).
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install phonenumbers==9.0.43 2> /dev/null
cat > ask.py <<'P'
import phonenumbers as p
from phonenumbers import shortnumberinfo as short

for text in ["111", "112", "1022", "113", "114", "115", "1800 1091", "1900 1009", "0263 3822 222"]:
    number = p.parse(text, "VN")
    print(f"{text}: possible {p.is_possible_number(number)}, valid {p.is_valid_number(number)}, "
          f"short {short.is_possible_short_number(number)} {short.is_valid_short_number(number)}, "
          f"emergency {short.is_emergency_number(text, 'VN')}, {p.format_number(number, p.PhoneNumberFormat.NATIONAL)}")
P
v/bin/python ask.py | tee seen.txt
diff - seen.txt <<'T'
111: possible False, valid False, short True False, emergency False, 111
112: possible False, valid False, short True False, emergency False, 112
1022: possible False, valid False, short False False, emergency False, 1022
113: possible False, valid False, short True True, emergency True, 113
114: possible False, valid False, short True True, emergency True, 114
115: possible False, valid False, short True True, emergency True, 115
1800 1091: possible True, valid True, short False False, emergency False, 1800 1091
1900 1009: possible True, valid True, short False False, emergency False, 1900 1009
0263 3822 222: possible True, valid True, short False False, emergency False, 0263 3822 222
T
