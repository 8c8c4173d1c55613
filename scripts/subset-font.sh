#!/bin/sh
# Makes the fonts of the images and of the briefings from Debian's fonts-noto-cjk with fonttools (apt-get install fonts-noto-cjk python3-fonttools).
# Each holds GB 2312 (6763 characters and all signs), Latin, and characters common in names beyond it. Run when a name needs
# another character: add it to EXTRA; `missingCharacters` in services/api/embed-pages/image/png.ts tells which, and a briefing refuses a character by its name.
set -eu
root=$(dirname "$0")/../services
chars=$(mktemp)
trap 'rm -f "$chars"' EXIT
/usr/bin/python3 - > "$chars" <<'PYTHON'
EXTRA = '°±·×÷–—‘’“”…−‰′″€℃№①②③④⑤⑥⑦⑧⑨⑩→←↑↓▲▼◆◇●■△○□▽★☆≥≤≈≠￥¥㎡堃昇喆珺琦玥垚淼炅晟翀赟頔旻玮瑀祎镕鎏镔栢甪'
chars = {chr(c) for c in range(0x20, 0x7F)} | set(EXTRA)
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            chars.add(bytes([high, low]).decode('gb2312'))
        except UnicodeDecodeError:
            pass
print(''.join(sorted(chars)))
PYTHON
subset() {
  /usr/bin/python3 -m fontTools.subset "/usr/share/fonts/opentype/noto/$1" --font-number=2 \
    --text-file="$chars" --output-file="$root/$2" --layout-features='' --no-hinting --name-IDs='*'
}
subset NotoSansCJK-Regular.ttc api/embed-pages/image/fonts/NotoSansSC-subset.otf
subset NotoSerifCJK-Regular.ttc briefing/fonts/NotoSerifSC-subset.otf
