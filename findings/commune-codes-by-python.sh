#!/usr/bin/env bash
# Which official codes Viet Nam's communes have depends on the version of Python. On Python 3.11 and older (Debian 12) pip installs
# vietnam-provinces 2025.10.1, the newest release that allows them; on 3.12 and later 2026.9.0. Both list the 3,321 communes that exist
# since 1 July 2025, both are "up to date", and 123 communes have another code: nine codes name one commune in the older list and
# another commune in the newer one (01558 is Lý Quốc, or Hạ Lang, both in Cao Bằng; 00226 is Kim Liên, or Văn Miếu - Quốc Tử Giám).
# vietnamadminunits 1.0.4, an independent collection, has the newer list's codes for all 3,321.
# The older list also has names that match nothing: two blanks ("Phường  Buôn Ma Thuột"), a small letter ("Xã Đắk song").
# Where two offices join their lists by code, the parcels of one commune go to another.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
# Wheels are only unpacked: both are read with the same Python.
for version in 2025.10.1=3.11 2026.9.0=3.12; do
  v/bin/pip -q --disable-pip-version-check download --no-deps --only-binary=:all: --python-version "${version#*=}" \
    -d "wheel-${version%=*}" "vietnam-provinces==${version%=*}"
done
if v/bin/pip -q --disable-pip-version-check download --no-deps --only-binary=:all: --python-version 3.11 \
  -d wheel-none vietnam-provinces==2026.9.0 2> /dev/null; then
  echo "2026.9.0 is for Python 3.11 too" | tee seen.txt
else
  echo "2026.9.0 is not for Python 3.11" | tee seen.txt
fi
v/bin/pip -q --disable-pip-version-check install vietnamadminunits==1.0.4 2> /dev/null
cat > compare.py <<'P'
import json
import zipfile
from glob import glob
from vietnamadminunits import parse_address


def communes(version):
    """Code to commune as the wheel has it, and to the code that vietnamadminunits has for it, whatever the spelling of the tones."""
    [wheel] = glob(f"wheel-{version}/*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("nested-divisions.json")]
        provinces = json.loads(archive.read(name))
    return {ward["code"]: (ward["name"], int(parse_address(f"{ward['name']}, {province['name']}").ward_code))
            for province in provinces for ward in province["wards"]}


old, new = communes("2025.10.1"), communes("2026.9.0")
print("communes", len(old), len(new), "the same", {commune for _, commune in old.values()} == {commune for _, commune in new.values()})
print("vietnamadminunits has another code: older", sum(code != commune for code, (_, commune) in old.items()),
      "newer", sum(code != commune for code, (_, commune) in new.items()))
print("one code, two communes", sum(old[code][1] != new[code][1] for code in old.keys() & new.keys()))
for code in (226, 1558):
    print(code, old[code][0], "/", new[code][0])
names = [name for name, _ in old.values()]
print("two blanks", sum("  " in name for name in names), [name for name in names if name.endswith("song")])
P
v/bin/python compare.py | tee -a seen.txt
diff - seen.txt <<'T'
2026.9.0 is not for Python 3.11
communes 3321 3321 the same True
vietnamadminunits has another code: older 123 newer 0
one code, two communes 9
226 Phường Kim Liên / Phường Văn Miếu - Quốc Tử Giám
1558 Xã Lý Quốc / Xã Hạ Lang
two blanks 10 ['Xã Đắk song']
T
