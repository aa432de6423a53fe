"""Notices when the network comes back, where the system tells."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

_Reach = QNetworkInformation.Reachability


class NetworkWatch(QObject):
    """Silent where Qt knows no way to ask; then the next pass finds out.

    Signals:
        returned(): there was no way out, and now there is one.
    """

    returned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._away = False
        wanted = QNetworkInformation.Feature.Reachability
        if QNetworkInformation.loadBackendByFeatures(wanted):
            known = QNetworkInformation.instance()
            self.note(known.reachability())
            known.reachabilityChanged.connect(self.note)

    @Slot(QNetworkInformation.Reachability)
    def note(self, reach: QNetworkInformation.Reachability) -> None:
        """Take what the system says."""
        if reach is _Reach.Disconnected:
            self._away = True
        elif self._away and reach in (_Reach.Online, _Reach.Site, _Reach.Unknown):
            self._away = False
            self.returned.emit()
