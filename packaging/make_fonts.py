"""Make `resources/fonts` anew: our face (字体), cut from Noto Sans CJK SC to GBK and the signs we write.

    python packaging/make_fonts.py FOLDER_OF_NOTO_SANS_CJK      (needs fonttools, which the program itself does not)

The whole font is left out on purpose: it is four times the size, and with it Qt writes 人 as the radical ⼈ into PDFs,
so that search and copy break. The cut is renamed: the original reserves its names.
"""

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]  # only where the font is made
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

FAMILY = "Huying Sans"
FONTS = Path(__file__).parents[1] / "resources" / "fonts"
WEIGHTS = (("Regular", 400), ("Bold", 700))
ENGLISH = 0x409
SIMPLIFIED = 2  # place of the SC face in the collection
LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))
SIGNS = "−×÷±≤≥≠≈·•…—–‘’“”←↑→↓↔⇄⇒⇔✓○●◎◇◆△▲▽▼▷▶◁◀□■★☆¹²³½¼¾‰℃㎡‹›⏎‡µ"


def main(source: Path) -> None:
    """Write both weights from the collections of a folder."""
    for weight, number in WEIGHTS:
        font = TTFont(source / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
        cut(font)
        rename(font, weight, number)
        font.save(FONTS / f"HuyingSans-{weight}.otf")


def gbk() -> set[int]:
    """Every character of GBK."""
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            text = bytes((high, low)).decode("gbk", errors="ignore")
            found |= {ord(one) for one in text if len(text) == 1}
    return found


def cut(font: TTFont) -> None:
    """Leave only what we write, with its kerning and without hints."""
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=gbk() | {ord(one) for one in LATIN + SIGNS})
    cutter.subset(font)


def rename(font: TTFont, weight: str, number: int) -> None:
    """Give the cut its own name everywhere a name is written."""
    plain = f"{FAMILY.replace(' ', '')}-{weight}"
    named = {1: FAMILY, 2: weight, 3: plain, 4: f"{FAMILY} {weight}", 6: plain}
    names = font["name"]
    names.names = [one for one in names.names if one.nameID in (0, 5, 13, 14) and one.langID == ENGLISH]
    for key, text in named.items():
        names.setName(text, key, 3, 1, ENGLISH)
    cff = font["CFF "].cff
    cff.fontNames = [plain]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, named[4]
    font["OS/2"].usWeightClass = number


if __name__ == "__main__":
    main(Path(sys.argv[1]))
