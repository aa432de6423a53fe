"""Who may call the practice PEAK, and how often: signature, tokens, limits."""

from __future__ import annotations

import calendar
import hmac
import math
import secrets
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from xpeak_desktop.sandbox import forms
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.forms import RefusedError, Row
from xpeak_desktop.sandbox.switches import Switches

# The numbers PEAK gives for a bad signature, bad credentials and a bad User-Token are unknown;
# 401 stands in for all three. 400 and 600 are observed (S6; S6, S8).
_UNAUTHORIZED = "401"
SESSION_OVER = "600"
_MINUTE = 60.0


def _new_uuid() -> str:
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


@dataclass(frozen=True, slots=True)
class Credentials:
    """The keys of one practice business, new at every start."""

    connect_id: str = field(default_factory=lambda: f"practice{secrets.token_hex(4)}_peakapi")
    connect_key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    user_token: str = field(default_factory=_new_uuid, repr=False)
    shop_key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)


class TooManyError(Exception):
    """HTTP 429; the body's exact layout is unknown, its three fields are observed (S7, S12)."""

    def __init__(self, kind: str, retry_after: int | None, message: str) -> None:
        super().__init__(message)
        self.body = {"type": kind, "retryAfterSeconds": retry_after, "message": message}


class Gate:
    """Check each call the way PEAK does, and remember tokens and how much is going on."""

    def __init__(
        self, switches: Switches, credentials: Credentials, clock: Callable[[], float]
    ) -> None:
        self._switches = switches
        self._credentials = credentials
        self._clock = clock
        self._lock = threading.Lock()
        self._key = credentials.connect_id.encode()
        self._token = ""
        self._token_dies = 0.0
        self._minted_at = -math.inf
        self._user_token_good = True
        self._posts_running = 0
        self._recent: deque[float] = deque()

    def check_signature(self, exchange: Exchange) -> None:
        """Check Time-Stamp and Time-Signature.

        HMAC-SHA1 over the stamp, key connectId, lower-case hex (verified: S6, S7). The width of
        the window is unknown and a switch; Bangkok time is refused (observed: S6, S12).
        """
        stamp = exchange.headers.get("time-stamp", "")
        seconds = _stamp_seconds(stamp)
        if seconds is None or abs(seconds - self._clock()) > self._switches.clock_window_seconds:
            raise RefusedError("400", "Invalid API Validate Data. (TimeStamp)")
        wanted = hmac.digest(self._key, stamp.encode(), "sha1").hex()
        given = exchange.headers.get("time-signature", "")
        if not hmac.compare_digest(wanted.encode(), given.encode()):
            raise RefusedError(_UNAUTHORIZED, "TimeSignature Unauthorized")

    def check_tokens(self, exchange: Exchange) -> None:
        """Check Client-Token, then User-Token. Which of the two PEAK looks at first: unknown."""
        given = exchange.headers.get("client-token", "")
        alive = self._token and self._clock() < self._token_dies
        if not alive or not hmac.compare_digest(self._token.encode(), given.encode()):
            raise RefusedError(SESSION_OVER, "Invalid Client Token")
        user = exchange.headers.get("user-token", "").lower().encode()
        known = hmac.compare_digest(self._credentials.user_token.encode(), user)
        if not known or not self._user_token_good or self._switches.user_token_revoked:
            raise RefusedError(_UNAUTHORIZED, "Invalid User Token")

    def mint(self, asked: Row) -> str:
        """Give a new client token and kill the old one (verified: S6).

        The secret is taken as `password` or as `connectKey` (sources disagree; both work). Two
        limits are reported, 10 a minute (S7) and one in 60 s (S12); the stricter one is kept.
        """
        connect_id = forms.code(asked, "connectId")
        key = forms.code(asked, "password") or forms.code(asked, "connectKey")
        wanted = self._credentials
        right = hmac.compare_digest(connect_id.encode(), wanted.connect_id.encode())
        if not (hmac.compare_digest(key.encode(), wanted.connect_key.encode()) and right):
            raise RefusedError(_UNAUTHORIZED, "Invalid connectId or password")
        with self._lock:
            now = time.monotonic()
            wait = self._minted_at + self._switches.mint_limit_seconds - now
            if wait > 0:
                raise TooManyError("rate", math.ceil(wait), "ClientTokenLimit: too many requests")
            self._minted_at = now
            self._token = _new_uuid()
            self._token_dies = self._clock() + self._switches.token_life_seconds
            return self._token

    def enter(self, exchange: Exchange) -> None:
        """Count a call in. TooMany above the limits; `leave` must follow only when it is not."""
        limit = self._switches.rate_limit_per_minute
        with self._lock:
            if limit:
                self._count_recent(limit)
            if exchange.method != "POST":
                return
            most = self._switches.concurrency_limit
            if most and self._posts_running >= most:
                raise TooManyError("concurrency", None, "Too many requests at once")
            self._posts_running += 1

    def leave(self, exchange: Exchange) -> None:
        """Count a call out."""
        if exchange.method == "POST":
            with self._lock:
                self._posts_running -= 1

    def kill_client_token(self) -> None:
        """End the live client token early, as PEAK was seen to do (observed: S12)."""
        self._token = ""

    def forget_mint(self) -> None:
        """Lift the wait for the next client token, as if a minute had passed."""
        self._minted_at = -math.inf

    def revoke_user_token(self) -> None:
        """Withdraw the merchant's token, as a person does in PEAK's window."""
        self._user_token_good = False

    def restore_user_token(self) -> None:
        """Take the merchant's token back into favour."""
        self._user_token_good = True

    def _count_recent(self, limit: int) -> None:
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= _MINUTE:
            self._recent.popleft()
        if len(self._recent) >= limit:
            wait = math.ceil(self._recent[0] + _MINUTE - now)
            raise TooManyError("rate", max(wait, 1), "RATE_LIMITED: too many requests")
        self._recent.append(now)


def _stamp_seconds(stamp: str) -> int | None:
    if len(stamp) != 14 or not (stamp.isascii() and stamp.isdigit()):
        return None
    parts = (stamp[:4], stamp[4:6], stamp[6:8], stamp[8:10], stamp[10:12], stamp[12:])
    try:
        return calendar.timegm(tuple(int(part) for part in parts))
    except ValueError:
        return None
