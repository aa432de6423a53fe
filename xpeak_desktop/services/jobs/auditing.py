"""An audit without a pass, for a shop whose passes are more than an hour apart."""

import contextlib
from dataclasses import dataclass
from typing import ClassVar

from xpeak_desktop.domain.settings import is_paused
from xpeak_desktop.services.audit_plan import AuditPlan
from xpeak_desktop.services.auditing import Auditing
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.progress import Progress
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.tools import Tools


@dataclass(frozen=True, slots=True)
class AuditNow:
    """Hold what was sent against PEAK if that is due; nothing is sent.

    It may be asked for as often as one likes. While paused nothing is asked of PEAK, since that
    may take a client token, and end another program's.
    """

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> None:
        """Raises ``Trouble`` when PEAK cannot be asked: the next time, or the next pass, will."""
        now = room.clock.now()
        if is_paused(room.settings, now) or not AuditPlan.load(room.ledger).is_due(now):
            return
        gateway = room.gateway()
        Contest().refuse(room.ledger, now)
        business = gateway.business()
        room.ledger.bind(room.environment, business.business_id, business.name)
        with contextlib.closing(ThreadSenders()) as senders:
            tools = Tools(
                ledger=room.ledger,
                gateway=gateway,
                senders=senders,
                clock=room.clock,
                cancel=room.cancel,
                settings=room.settings,
                report=_quiet,
            )
            Auditing(tools).run(())


def _quiet(_progress: Progress) -> None:
    """A job has no progress to show."""
