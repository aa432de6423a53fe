"""The one place that knows everybody: settings, outside rooms, services, commands and window."""

from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.start import run
from xpeak_desktop.bootstrap.vault import environment_of

__all__ = ["Desk", "Profile", "environment_of", "run"]
