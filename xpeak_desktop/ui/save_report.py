"""Saves the report for support where a person wants it, without holding up the window."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QSystemTrayIcon, QWidget

from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.ui import i18n

log = logging.getLogger(__name__)
FILE_NAME = "xpeak-report.zip"


class ReportSaver(QObject):
    """Asks for a place and writes there, on a thread of its own: the worker's may be stuck.

    Signals:
        changed(): ``busy`` has changed.
        saved(Path): the report is there.
        refused(Problem): it could not be written.
    """

    changed = Signal()
    saved = Signal(object)
    refused = Signal(object)
    _ended = Signal(object)

    def __init__(self, write: Callable[[Path], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self.busy = False
        self.dialog: QFileDialog | None = None
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def ask(self, window: QWidget | None) -> None:
        """Ask where to; nothing happens while a report is being written."""
        if self.busy:
            return
        dialog = QFileDialog(window, i18n.plain(self.tr("Save report")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(i18n.plain(self.tr("Report (*.zip)")))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(str(suggested(FILE_NAME)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        self.dialog = dialog
        dialog.open()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write to this file."""
        if self.busy:
            return
        self.busy = True
        self.changed.emit()
        log_window_facts()
        # Not the worker's thread, and a daemon: the program may be quit meanwhile, and a report is
        # there whole or not at all.
        threading.Thread(target=self._run, args=(path,), name="report", daemon=True).start()

    def _run(self, path: Path) -> None:
        try:
            self._write(path)
            end: Path | Problem = path
        except Trouble as trouble:
            end = trouble.problem
        except Exception:
            log.exception("the report could not be written")
            end = Problem(Code.INTERNAL)
        self._ended.emit(end)

    @Slot(object)
    def _on_ended(self, end: Path | Problem) -> None:
        self.busy = False
        self.changed.emit()
        if isinstance(end, Problem):
            self.refused.emit(end)
        else:
            self.saved.emit(end)


def suggested(name: str) -> Path:
    """Where a person may look for a file: their documents, else their home folder.

    Qt takes a folder that is not there as a part of the file's name.
    """
    location = QStandardPaths.StandardLocation
    documents = Path(QStandardPaths.writableLocation(location.DocumentsLocation))
    home = Path(QStandardPaths.writableLocation(location.HomeLocation))
    return (documents if documents.is_dir() else home) / name


def log_window_facts() -> None:
    """Note in the log what the window stands on; the report takes the log along."""
    screens = [
        f"{one.size().width()}x{one.size().height()}x{one.devicePixelRatio():g}"
        for one in QGuiApplication.screens()
    ]
    log.info(
        "window: Qt %s, %s, style %s, screens %s, tray %s",
        QLibraryInfo.version().toString(),
        QGuiApplication.platformName(),
        QApplication.style().name(),
        ", ".join(screens),
        "yes" if QSystemTrayIcon.isSystemTrayAvailable() else "no",
    )
