#!/usr/bin/env bash
# A library of the Vietnamese lunar calendar takes the meridian of the machine it runs on for that of Viet Nam. It is asked about a day as
# three numbers, with no time in it, and the answer is another on a server that keeps UTC, as nearly all do.
#
# vietnamese-lunar-calendar 0.0.6 (npm), beside lunar-vn 1.4.0 (PyPI), which has Viet Nam's +7 built in; all days of 2000-2050 (18,628):
#   TZ=Asia/Ho_Chi_Minh   the same as lunar-vn on each day
#   TZ=UTC                another day or month on 6,000 days, one in three: Tết 2024 is 9 February (right: the 10th), Trung thu
#                         2027 is 14 September (the 15th), Vu lan 2026 is 26 August (the 27th)
# Tested at home it is right; a calendar of events that a server prints puts the New Year, and its `holiday`, on the eve.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv, and node with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund vietnamese-lunar-calendar@0.0.6
python3 -m venv v
v/bin/pip -q install lunar-vn==1.4.0 2> /dev/null
cat > days.cjs <<'J'
const { LunarDate } = require('vietnamese-lunar-calendar');
for (let time = Date.UTC(2000, 0, 1); time < Date.UTC(2051, 0, 1); time += 86400000) {
  const day = new Date(time);
  const lunar = new LunarDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
  console.log(day.toISOString().slice(0, 10), lunar.date, lunar.month, lunar.year, lunar.holiday || '');
}
J
TZ=Asia/Ho_Chi_Minh node days.cjs > home.txt
TZ=UTC node days.cjs > server.txt
cat > compare.py <<'P'
from datetime import date
from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

for place in ("home", "server"):
    rows = [line.split(maxsplit=4) for line in open(place + ".txt", encoding="utf-8")]
    right = [solar_to_lunar(date.fromisoformat(row[0])) for row in rows]
    wrong = sum((day.day, day.month) != (int(row[1]), int(row[2])) for row, day in zip(rows, right))
    print(place, "wrong on", wrong, "of", len(rows))
    for name, day, month, year in [("Tết", 1, 1, 2024), ("Vu lan", 15, 7, 2026), ("Trung thu", 15, 8, 2027)]:
        said = [(row[0], row[4].strip() if len(row) > 4 else "") for row in rows if row[1:4] == [str(day), str(month), str(year)]]
        print(" ", name, *said[0], "- lunar-vn:", lunar_to_solar(LunarDate(day, month, year)))
P
v/bin/python compare.py | tee seen.txt
diff - seen.txt <<'T'
home wrong on 0 of 18628
  Tết 2024-02-10 Tết Nguyên Đán - lunar-vn: 2024-02-10
  Vu lan 2026-08-27 Lễ Vu Lan - lunar-vn: 2026-08-27
  Trung thu 2027-09-15 Tết Trung Thu - lunar-vn: 2027-09-15
server wrong on 6000 of 18628
  Tết 2024-02-09 Tết Nguyên Đán - lunar-vn: 2024-02-10
  Vu lan 2026-08-26 Lễ Vu Lan - lunar-vn: 2026-08-27
  Trung thu 2027-09-14 Tết Trung Thu - lunar-vn: 2027-09-15
T
