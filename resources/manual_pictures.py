"""The manual's pictures: small copies of what ``resources/dev/pictures`` draws.

    resources/dev/pictures FOLDER --look th-light --look en-light --scene wizard
    python -m resources.manual_pictures FOLDER

Few and small, since every bundle carries them: the page without its rail and foot, 960 pixels wide,
at most 128 colours.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, qRgb

MANUAL: Final = Path(__file__).parent / "manual"
WIDTH: Final = 960
LARGEST: Final = 60_000
"""Bytes of one picture."""
_COLOURS: Final = 128
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


def trimmed(image: QImage) -> QImage:
    """The picture without the empty ground at its foot."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits, line = bytes(image.constBits()), image.bytesPerLine()
    foot = image.height()
    while foot > 1 and bits[(foot - 1) * line : foot * line] == bits[-4:] * (line // 4):
        foot -= 1
    return image.copy(0, 0, image.width(), min(image.height(), foot + _ROOM))


def shrunk(image: QImage) -> QImage:
    """The picture at the manual's size, in the colours that it uses most."""
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaledToWidth(WIDTH, smooth).convertToFormat(QImage.Format.Format_RGB888)
    table = [qRgb(*colour) for colour in _colours(small)]
    return small.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither
    )


def _colours(image: QImage) -> list[tuple[int, int, int]]:
    """The commonest colours, none of them nearly another: text keeps its soft edges by them."""
    seen: Counter[tuple[int, int, int]] = Counter()
    bits = bytes(image.constBits())
    for start in range(0, len(bits), image.bytesPerLine()):
        line = bits[start : start + 3 * image.width()]
        seen.update(zip(line[::3], line[1::3], line[2::3], strict=True))
    for apart in (4, 8, 12, 16, 24, 32):
        chosen: list[tuple[int, int, int]] = []
        for one, _count in seen.most_common(6000):
            if all(_distance(one, other) >= apart for other in chosen):
                chosen.append(one)
                if len(chosen) > _COLOURS:
                    break
        if len(chosen) <= _COLOURS:
            return chosen
    return chosen[:_COLOURS]


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def main(arguments: list[str]) -> int:
    """Write all pictures of both languages from the folder given."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    for language in ("th", "en"):
        for name, drawn in PICTURES.items():
            image = QImage(str(Path(arguments[0], f"{language}-light", f"{drawn}.png")))
            image = trimmed(image.copy(_WIZARD if drawn < "30" else _MAIN))
            target = MANUAL / language / f"{name}.png"
            writer = QImageWriter(str(target), b"png")
            writer.setCompression(100)
            if not writer.write(shrunk(image)):
                print(f"{target}: {writer.errorString()}", file=sys.stderr)
                return 1
            print(f"{target.relative_to(MANUAL)}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    application = QGuiApplication([*sys.argv, "-platform", "offscreen"])
    sys.exit(main(sys.argv[1:]))
