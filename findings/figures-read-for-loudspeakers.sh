#!/usr/bin/env bash
# The two front ends of Vietnamese speech that come as packages write figures out for the voice, and turn some into other figures or into
# other things. Neither warns; both read dates, money and simple percentages well, so that a trial sounds right.
#   vinorm 2.0.7      "3.000-5.000 con" is three thousand minus five point nought; "Phạt 2-4 triệu" loses its "đến" and is heard as 24
#     (PyPI)          million; "1/2 liều" is "một , hai liều" (one, two doses); "1.250 m³/s" is 1250 "mét , s"; "1:2.000" is
#                     "một hai chấm không không không"; a code 0045 is forty-five
#   sea-g2p 0.10.0    "Uống 2-3 lần mỗi ngày" (two or three times a day) is "uống ngày hai tháng ba lần mỗi ngày" (on the 2nd of March);
#     (PyPI)          "2,34 × 1.800.000" has "một chấm tám không không chấm không không không"; "8h-11h" is "tám giờ mười một giờ"
#   both              lose a minus before a decimal ("rút -1,5 m" is "rút một phẩy năm mét") and the per mille sign ("4‰" is "bốn")
# A dose, a fine or the height of a flood goes out wrong over a commune's loudspeakers.
#
# Ends with 0 while this holds, with 1 when something of it has changed. Wants python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q install vinorm==2.0.7 sea-g2p==0.10.0 2> /dev/null
cat > read.py <<'P'
from sea_g2p import Normalizer
from vinorm import TTSnorm

sea = Normalizer(lang="vi")
for line in [
    "Hạn nộp 31/12/2026, trên 95%, 1.500.000 đồng.",
    "Nuôi 3.000-5.000 con.",
    "Phạt 2-4 triệu đồng.",
    "Uống 2-3 lần mỗi ngày.",
    "Uống 1/2 liều.",
    "Lũ lên 1.250 m³/s.",
    "Bản đồ 1:2.000.",
    "Mã 0045.",
    "Mức 2,34 × 1.800.000.",
    "Từ 8h-11h.",
    "Nước rút -1,5 m.",
    "Độ mặn 4‰.",
]:
    print(line, TTSnorm(line).rstrip(" ."), sea.normalize(line).rstrip(" ."), sep=" | ")
P
v/bin/python read.py | tee seen.txt
diff - seen.txt <<'T'
Hạn nộp 31/12/2026, trên 95%, 1.500.000 đồng. | hạn nộp ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu , trên chín mươi lăm phần trăm , một triệu năm trăm nghìn đồng | hạn nộp ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu, trên chín mươi lăm phần trăm, một triệu năm trăm nghìn đồng
Nuôi 3.000-5.000 con. | nuôi ba nghìn trừ năm phẩy không không không con | nuôi ba nghìn đến năm nghìn con
Phạt 2-4 triệu đồng. | phạt hai bốn triệu đồng | phạt hai đến bốn triệu đồng
Uống 2-3 lần mỗi ngày. | uống hai ba lần mỗi ngày | uống ngày hai tháng ba lần mỗi ngày
Uống 1/2 liều. | uống một , hai liều | uống một trên hai liều
Lũ lên 1.250 m³/s. | lũ lên một nghìn hai trăm năm mươi mét , s | lũ lên một nghìn hai trăm năm mươi mét khối trên ét
Bản đồ 1:2.000. | bản đồ một hai chấm không không không | bản đồ một, hai nghìn
Mã 0045. | mã bốn mươi lăm | mã không không bốn năm
Mức 2,34 × 1.800.000. | mức hai phẩy ba mươi tư nhân một triệu tám trăm nghìn | mức hai phẩy ba bốn nhân một chấm tám không không chấm không không không
Từ 8h-11h. | từ tám giờ đến mười một giờ | từ tám giờ mười một giờ
Nước rút -1,5 m. | nước rút một phẩy năm mét | nước rút một phẩy năm mét
Độ mặn 4‰. | độ mặn bốn | độ mặn bốn
T
