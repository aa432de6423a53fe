"""The least that PySide6 can show: a window with a label. What our window is measured beside."""

import sys

from PySide6.QtWidgets import QApplication, QLabel

application = QApplication(sys.argv)
label = QLabel("XPEAK")
label.resize(1060, 600)
label.show()
sys.exit(application.exec())
