"""Makes the three "XPEAK Sans" files from Noto Sans Thai.

Why rename: a computer may have a Thai-only "Noto Sans Thai" of its own. Qt would take that one for
our regular weight, and Latin letters and digits would come from somewhere else. The font's licence
(OFL.txt) reserves no name.

One outline is changed: the font draws U+2212 with its hyphen, half as wide as a digit, and a minus
would easily be overlooked before an amount. Ours is the plus without its upright. All other
outlines, metrics and tables are left as they are.

Needed once per new version of the font: `pip install fonttools`, then
`python resources/fonts/rename.py FOLDER` with the folder that holds NotoSansThai_400Regular.ttf,
NotoSansThai_500Medium.ttf and NotoSansThai_600SemiBold.ttf (at any depth).
"""

import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "XPEAK Sans"
WEIGHTS = {"400Regular": "Regular", "500Medium": "Medium", "600SemiBold": "SemiBold"}
HERE = Path(__file__).parent

# Numbers of the OpenType "name" table.
COPYRIGHT, OLD_FAMILY, OLD_STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
TRADEMARK, FAMILY_ID, STYLE_ID, VARIATIONS_PREFIX = 7, 16, 17, 25
WINDOWS_ENGLISH = (3, 1, 0x409)


def rename(font: TTFont, style: str) -> None:
    """Gives one font of the family its new names; the weight itself is in OS/2 already."""
    names = font["name"]
    version = names.getDebugName(VERSION)
    old_family = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    # The trademark sentence belongs to the old name; the copyright stays.
    for number in (TRADEMARK, VARIATIONS_PREFIX, FAMILY_ID, STYLE_ID):
        names.removeNames(nameID=number)
    new = {
        OLD_FAMILY: old_family,
        OLD_STYLE: "Regular",
        UNIQUE: f"{version};{postscript}",
        FULL: f"{FAMILY} {style}",
        POSTSCRIPT: postscript,
        FAMILY_ID: FAMILY,
        STYLE_ID: style,
    }
    for number, text in new.items():
        names.setName(text, number, *WINDOWS_ENGLISH)


def make_minus(font: TTFont) -> None:
    """Gives "minus" the bar of "plus": as far to the left and right, as high and as thick."""
    points = list(font["glyf"]["plus"].coordinates)
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    heights = [y for x, y in points if x == left]
    low, high = min(heights), max(heights)
    pen = TTGlyphPen(None)
    pen.moveTo((left, low))
    for corner in ((left, high), (right, high), (right, low)):
        pen.lineTo(corner)
    pen.closePath()
    made = pen.glyph()
    made.recalcBounds(font["glyf"])
    font["glyf"]["minus"] = made
    font["hmtx"]["minus"] = font["hmtx"]["plus"]


def main(source: Path) -> None:
    """Writes XPEAKSans-*.ttf beside this file."""
    for weight, style in WEIGHTS.items():
        [path] = source.rglob(f"NotoSansThai_{weight}.ttf")
        # Keeping the time stamp makes the same source give the same bytes; keeping the bounds
        # leaves all other outlines as they were.
        font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False)
        rename(font, style)
        make_minus(font)
        font.save(HERE / f"XPEAKSans-{style}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
