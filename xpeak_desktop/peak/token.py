"""The one client token: shared, renewed once, never fought over.

PEAK keeps one client token alive per connectId, a new one kills the old (S6, verified), it lives
24 hours (S16) and minting is limited to about one a minute (S7, S12: conflict; 65 s is safe).
"""

import hashlib
import json
import logging
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.ports import Clock, Secret, SecretName, SecretStore

_log = logging.getLogger(__name__)

OnDeath = Callable[[datetime, bool], None]
"""When a token died, and whether it was young: another program's minting looks like this."""

MINT_PAUSE: Final = 65.0
_OLD: Final = timedelta(hours=23)
_YOUNG: Final = timedelta(hours=1)
_TWO_DEATHS_WITHIN: Final = 3600.0


class ClientToken:
    """A token with its history. ``name`` stands for it where the token itself must not be seen."""

    __slots__ = ("minted_at", "minted_here", "name", "proven", "text")

    def __init__(self, text: str, minted_at: datetime, *, minted_here: bool) -> None:
        self.text = text
        self.minted_at = minted_at
        self.minted_here = minted_here
        self.proven = False
        self.name = hashlib.sha256(text.encode()).hexdigest()[:12]

    def __repr__(self) -> str:
        return f"ClientToken({self.name})"


@dataclass(frozen=True, slots=True)
class Minting:
    """How asking for a token ended: its text, or the trouble.

    ``counts`` is false if the request surely never reached PEAK, so that the pause does not hold.
    """

    text: str = ""
    trouble: Trouble | None = None
    counts: bool = True


class ClientTokens:
    """Hands out the token, one lock around everything that changes it.

    ``mint`` asks PEAK; ``now`` is PEAK's time; ``on_death`` is told, in whichever thread noticed
    and before another token is there, when by this computer's clock PEAK refused a token, and
    whether that was within an hour of its minting.
    """

    def __init__(
        self,
        secrets: SecretStore,
        clock: Clock,
        now: Callable[[], datetime],
        mint: Callable[[], Minting],
        on_death: OnDeath | None,
    ) -> None:
        self._secrets = secrets
        self._clock = clock
        self._now = now
        self._mint = mint
        self._on_death = on_death
        self._lock = threading.Lock()
        self._live: ClientToken | None = None
        self._dead = ""
        self._deaths: list[float] = []
        self._rests_until: float | None = None
        self._rests_because = Problem(Code.TOKEN_RESTING)

    def token(self) -> ClientToken:
        """Give the live token, minting one if there is none; raises ``Trouble``."""
        live = self._live
        if live is not None and self._age(live) < _OLD:
            return live
        with self._lock:
            live = self._live
            if live is not None and self._age(live) < _OLD:
                return live
            return self._obtain()

    def renew(self, refused: ClientToken) -> ClientToken:
        """Replace a token that PEAK answered with 600; five senders at once cause one minting.

        Raises ``Trouble``: TOKEN_RESTING, TOKEN_REFUSED, TOKEN_CONTESTED or what minting met.
        """
        with self._lock:
            if self._live is not None and self._live.text != refused.text:
                return self._live
            if self._dead != refused.text:
                self._bury(refused)
            return self._obtain()

    def _age(self, token: ClientToken) -> timedelta:
        # A clock that was wrong when the token was stored must not make it younger than new.
        return max(self._now() - token.minted_at, timedelta(0))

    def _bury(self, token: ClientToken) -> None:
        # First what may fail: a death that a locked keyring hid would never be told.
        stored = self._stored()
        self._dead = token.text
        self._live = None
        if stored is not None and stored.text != token.text:
            return  # another of our own processes has minted since
        # Left there, it would die once more in our next process, as if somebody else were minting.
        self._remove()
        fresh = token.minted_here and not token.proven
        early = not fresh and self._age(token) < _YOUNG
        if early:
            self._count_early_death()
        if self._on_death is not None:
            self._on_death(self._clock.now(), early)
        if fresh:
            # Suspect the user token when a fresh client token never worked (inference, S12).
            self._rests_because = Problem(Code.TOKEN_REFUSED)
            raise Trouble(self._rests_because)

    def _count_early_death(self) -> None:
        """One early death happens (S12); two tokens in a row are somebody else's minting."""
        at = self._clock.monotonic()
        self._deaths = [one for one in self._deaths if at - one < _TWO_DEATHS_WITHIN] + [at]
        _log.info("the client token died early; %d within an hour", len(self._deaths))

    def _contested(self) -> bool:
        """Whether two died in a row; after an hour without one it may be tried again."""
        if len(self._deaths) < 2:
            return False
        return self._clock.monotonic() - self._deaths[-1] < _TWO_DEATHS_WITHIN

    def _obtain(self) -> ClientToken:
        if self._contested():
            raise trouble(Code.TOKEN_CONTESTED)
        stored = self._stored()
        if stored is not None and stored.text != self._dead and self._age(stored) < _OLD:
            self._live = stored
            return stored
        return self._mint_one()

    def _mint_one(self) -> ClientToken:
        if self._rests_until is not None:
            rest = self._rests_until - self._clock.monotonic()
            if rest > 0:
                because = self._rests_because
                if because.code is Code.TOKEN_RESTING:
                    because = Problem(because.code, {"seconds": str(math.ceil(rest))})
                raise Trouble(because, rest)
        minting = self._mint()
        if minting.counts:
            self._rest(minting.trouble)
        if minting.trouble is not None:
            raise minting.trouble
        live = ClientToken(minting.text, self._now(), minted_here=True)
        self._live = live
        self._store(live)
        return live

    def _rest(self, met: Trouble | None) -> None:
        pause = MINT_PAUSE
        because = Problem(Code.TOKEN_RESTING)
        if met is not None:
            pause = met.retry_after if met.retry_after is not None else pause
            because = met.problem if met.problem.needs_person else because
        self._rests_until = self._clock.monotonic() + pause
        self._rests_because = because

    def _stored(self) -> ClientToken | None:
        secret = self._secrets.get(SecretName.CLIENT_TOKEN)
        if secret is None:
            return None
        try:
            kept = json.loads(secret.reveal())
            text, minted_at = str(kept["token"]), datetime.fromisoformat(kept["minted_at"])
        except (ValueError, KeyError, TypeError):
            return None
        if not text or minted_at.tzinfo is None:
            return None
        return ClientToken(text, minted_at, minted_here=False)

    def _remove(self) -> None:
        try:
            self._secrets.delete(SecretName.CLIENT_TOKEN)
        except Trouble as met:
            # A new one is minted all the same; it will stand in this one's place.
            _log.info("the dead client token could not be removed: %s", met.problem.code)

    def _store(self, token: ClientToken) -> None:
        kept = {"token": token.text, "minted_at": token.minted_at.isoformat()}
        try:
            self._secrets.put(SecretName.CLIENT_TOKEN, Secret(json.dumps(kept)))
        except Trouble as met:
            # It is minted and works; a second process will have to mint its own.
            _log.info("the client token could not be kept: %s", met.problem.code)
