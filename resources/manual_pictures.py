"""The manual's pictures: small copies of what ``resources/dev/pictures`` draws.

    resources/dev/pictures FOLDER --scene wizard
    python -m resources.manual_pictures FOLDER

Few and small, since every bundle carries them: the page without its rail and foot, 960 pixels wide,
in few colours. A picture is the same page in light and in dark: every colour of its table is a
light one with the dark one that stands at the same places, and the dark table goes along as text.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, qRgb

MANUAL: Final = Path(__file__).parent / "manual"
WIDTH: Final = 960
LARGEST: Final = 60_000
"""Bytes of one picture."""
DARK: Final = "dark"
"""The name of the text in a picture that holds its colours for dark, as hexadecimal digits."""

_COLOURS: Final = 160
_WIZARD: Final = QRect(264, 0, 1016, 656)
_MAIN: Final = QRect(208, 0, 1072, 720)
_ROOM: Final = 20
"""Left below the last thing that shows."""

PICTURES: Final = {
    "token": "05-token-valid",
    "services": "07-services-found",
    "channels": "11-channels",
    "products": "13-products-not-connected",
    "rules": "14-rules",
    "review": "16-review",
    "home": "31-home",
    "receipts": "34-receipts-needs",
}

_Colour = tuple[int, int, int]
_Pair = tuple[_Colour, _Colour]


def trimmed(image: QImage) -> QImage:
    """The picture without the empty ground at its foot."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits, line = bytes(image.constBits()), image.bytesPerLine()
    foot = image.height()
    while foot > 1 and bits[(foot - 1) * line : foot * line] == bits[-4:] * (line // 4):
        foot -= 1
    return image.copy(0, 0, image.width(), min(image.height(), foot + _ROOM))


def in_both(light: QImage, dark: QImage) -> QImage:
    """One picture of both at the manual's size, in the pairs of colours that they use most."""
    both = [_small(one) for one in (light, dark)]
    pixels = list(zip(*map(_pixels, both), strict=True))
    counted = Counter(pixels)
    pairs = _commonest(counted)
    nearest = {one: _nearest(one, pairs) for one in counted}
    width, height = both[0].width(), both[0].height()
    indexes = bytes(nearest[one] for one in pixels)
    made = QImage(indexes, width, height, width, QImage.Format.Format_Indexed8).copy()
    made.setColorTable([qRgb(*one) for one, _ in pairs])
    made.setText(DARK, "".join(bytes(one).hex() for _, one in pairs))
    return made


def _small(image: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(WIDTH, smooth).convertToFormat(QImage.Format.Format_RGB888)


def _pixels(image: QImage) -> Iterator[_Colour]:
    bits = bytes(image.constBits())
    for start in range(0, len(bits), image.bytesPerLine()):
        line = bits[start : start + 3 * image.width()]
        yield from zip(line[::3], line[1::3], line[2::3], strict=True)


def _commonest(seen: Counter[_Pair]) -> list[_Pair]:
    """The commonest pairs, none of them nearly another: text keeps its soft edges by them."""
    for apart in (4, 8, 12, 16, 24, 32):
        chosen: list[_Pair] = []
        for one, _count in seen.most_common(8000):
            if all(_distance(one, other) >= apart for other in chosen):
                chosen.append(one)
                if len(chosen) > _COLOURS:
                    break
        if len(chosen) <= _COLOURS:
            return chosen
    return chosen[:_COLOURS]


def _distance(one: _Pair, other: _Pair) -> int:
    (a, b, c), (d, e, f) = one
    (u, v, w), (x, y, z) = other
    return max(abs(a - u), abs(b - v), abs(c - w), abs(d - x), abs(e - y), abs(f - z))


def _nearest(one: _Pair, pairs: list[_Pair]) -> int:
    (a, b, c), (d, e, f) = one
    found, best = 0, 1 << 30
    for index, ((u, v, w), (x, y, z)) in enumerate(pairs):
        far = (a - u) ** 2 + (b - v) ** 2 + (c - w) ** 2
        far += (d - x) ** 2 + (e - y) ** 2 + (f - z) ** 2
        if far < best:
            found, best = index, far
    return found


def main(arguments: list[str]) -> int:
    """Write all pictures of both languages from the folder given."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    for language in ("th", "en"):
        for name, drawn in PICTURES.items():
            cut = _WIZARD if drawn < "30" else _MAIN
            light, dark = (
                QImage(str(Path(arguments[0], f"{language}-{look}", f"{drawn}.png"))).copy(cut)
                for look in ("light", "dark")
            )
            light = trimmed(light)
            image = in_both(light, dark.copy(light.rect()))
            target = MANUAL / language / f"{name}.png"
            writer = QImageWriter(str(target), b"png")
            writer.setCompression(100)
            if not writer.write(image):
                print(f"{target}: {writer.errorString()}", file=sys.stderr)
                return 1
            print(f"{target.relative_to(MANUAL)}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    application = QGuiApplication([*sys.argv, "-platform", "offscreen"])
    sys.exit(main(sys.argv[1:]))
