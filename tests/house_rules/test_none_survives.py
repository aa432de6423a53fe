"""PySide6 6.12.0 on Python 3.10 and 3.11 loses a reference to None on every call of a void method.

After a few thousand calls the process aborts. This test keeps such a pair from coming back.
"""

import sys

from PySide6.QtCore import QObject

CALLS = 50_000


def test_void_qt_calls_keep_none_alive() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    # Python and pytest hold and drop some of their own meanwhile.
    assert abs(sys.getrefcount(None) - before) < CALLS / 10
