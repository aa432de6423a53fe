"""Says whether this desktop has a tray, in a process that may be ended by a missing screen."""

import sys

from PySide6.QtWidgets import QApplication, QSystemTrayIcon


def main() -> None:
    """Write ``yes`` or ``no``."""
    application = QApplication(sys.argv)
    sys.stdout.write("yes" if QSystemTrayIcon.isSystemTrayAvailable() else "no")
    application.quit()


if __name__ == "__main__":
    main()
