"""Calls to PEAK: signed when they are sent, counted, logged without bodies, judged once.

The signature covers the time stamp only (S6, S7: verified), so every attempt is signed anew with
PEAK's own time.
"""

import hmac
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.peak import bodies, wire
from xpeak_desktop.peak.outcome import Expected, Refusal, Verdict, decide, params
from xpeak_desktop.peak.token import MINT_PAUSE, ClientToken, ClientTokens, Minting, OnDeath
from xpeak_desktop.ports import Clock, Outcome, SecretName, SecretStore
from xpeak_desktop.transport import Failure, Reply, Transport

_log = logging.getLogger(__name__)

MOST_POSTS: Final = 5
"""PEAK takes five POSTs at once per user token (S7); a sixth gets 429."""

_WORTH_SAYING: Final = 30.0
"""Seconds by which a clock must be off before the sentence names it in minutes."""

_TRIES: Final = 3
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 5.0
_LONGEST_WISH: Final = 10.0
_RENEWALS: Final = 2
_WORTH_ANOTHER_TRY: Final = frozenset(
    {Code.OFFLINE, Code.PEAK_UNREACHABLE, Code.PEAK_ODD_ANSWER, Code.PEAK_ERROR, Code.PEAK_BUSY}
)


def always() -> bool:
    """Nothing speaks against sending."""
    return True


class PeakTime:
    """PEAK's time: its last ``Date`` header plus what the monotonic clock has counted since.

    So neither a wrong clock nor one that jumps in mid-run can spoil a signature. Until the first
    answer the computer's clock serves.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard = ""
        self._base: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """UTC."""
        base = self._base
        if base is None:
            return self._clock.now()
        return base[0] + timedelta(seconds=self._clock.monotonic() - base[1])

    def hear(self, date: str) -> None:
        """Take over a ``Date`` header; a second one of the same second tells nothing new."""
        if not date or date == self._heard:
            return
        try:
            when = parsedate_to_datetime(date)
        except ValueError:
            return
        self._base = (when.astimezone(UTC), self._clock.monotonic())
        self._heard = date


@dataclass(frozen=True, slots=True)
class Keys:
    """What PEAK gave the shop. Kept out of every repr."""

    connect_id: str
    connect_key: str
    user_token: str

    def __repr__(self) -> str:
        return "Keys(••••)"


@dataclass(frozen=True, slots=True)
class Ask:
    """One call, ready to be signed. ``about`` is the receipt's number, for the log."""

    method: str
    path: str
    kind: wire.Kind
    query: Mapping[str, str] | None = None
    body: bytes | None = None
    expected: Expected | None = None
    about: str = ""


class PeakHttp:
    """PEAK's API as verdicts. Thread-safe; at most five POSTs at once."""

    def __init__(
        self,
        transport: Transport,
        secrets: SecretStore,
        clock: Clock,
        cancel: threading.Event,
        on_death: OnDeath | None = None,
    ) -> None:
        self._transport = transport
        self._secrets = secrets
        self._clock = clock
        self._cancel = cancel
        self._time = PeakTime(clock)
        self._slots = threading.BoundedSemaphore(MOST_POSTS)
        self._lock = threading.Lock()
        self._requests = 0
        self._kept_keys: Keys | None = None
        self._signed = ("", "")
        self._tokens = ClientTokens(secrets, clock, self._time.now, self._mint, on_death)

    def now(self) -> datetime:
        """PEAK's time, UTC."""
        return self._time.now()

    def session(self) -> str:
        """The name of the client token in use; raises ``Trouble``."""
        return self._tokens.token().name

    def request_count(self) -> int:
        """HTTP requests so far, failed ones too."""
        return self._requests

    def close(self) -> None:
        """Drop the connections."""
        self._transport.close()

    def read(self, ask: Ask) -> tuple[wire.Envelope, str]:
        """GET, up to three times; gives PEAK's authenticated answer and the session's name.

        Raises ``Trouble``. A 600 is never an answer, however empty: the token is renewed and the
        question asked again (S12 read 600's empty list as "not found" for weeks).
        """
        tries = renewals = 0
        while True:
            self._check_cancelled()
            token = self._tokens.token()
            # Minting may have taken half a minute, in which a person asked to stop.
            self._check_cancelled()
            verdict = self._ask(ask, token)
            if verdict.outcome is Outcome.YES and verdict.envelope is not None:
                return verdict.envelope, token.name
            if verdict.refusal is Refusal.TOKEN and renewals < _RENEWALS:
                renewals += 1
                self._tokens.renew(token)
                continue
            self._check_cancelled()
            tries += 1
            self._wait_or_raise(verdict, tries)

    def post(self, ask: Ask, may_leave: Callable[[], bool] = always) -> Verdict:
        """POST once and give the verdict; raises nothing.

        ``may_leave`` is asked last. A token that died was told of before the next one was there,
        so whoever holds the next one hears here what that death means.
        When the token died, it is renewed for the calls that follow; this one is not repeated,
        because nobody has shown that PEAK made nothing of it.
        """
        try:
            self._check_cancelled()
            token = self._tokens.token()
            self._check_cancelled()
        except Trouble as met:
            return _not_sent(met)
        with self._slots:
            if not may_leave():
                return _not_sent(trouble(Code.COMPARING_FIRST))
            verdict = self._ask(ask, token)
        if verdict.refusal is not Refusal.TOKEN:
            return verdict
        try:
            self._tokens.renew(token)
        except Trouble as met:
            return replace(verdict, problem=met.problem, retry_after=met.retry_after)
        return replace(verdict, retry_after=0.0)

    def _wait_or_raise(self, verdict: Verdict, tries: int) -> None:
        problem = verdict.problem or _unexpected(verdict)
        wish = verdict.retry_after
        worth = problem.code in _WORTH_ANOTHER_TRY
        if problem.code is Code.PEAK_ODD_ANSWER:
            worth = verdict.everybody
        if not worth or tries >= _TRIES or (wish is not None and wish > _LONGEST_WISH):
            raise Trouble(problem, wish)
        grown = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1))
        spread = grown * (0.5 + 0.5 * self._clock.chance())
        self._clock.wait(spread if wish is None else wish, self._cancel)

    def _check_cancelled(self) -> None:
        if self._cancel.is_set():
            raise trouble(Code.STOPPED)

    # ------------------------------------------------------------------ one request

    def _ask(self, ask: Ask, token: ClientToken) -> Verdict:
        """Send; a refused time stamp is corrected by the answer's own date and sent once more."""
        verdict = self._send(ask, token.text)
        if verdict.refusal is Refusal.CLOCK:
            verdict = self._clock_wrong(self._send(ask, token.text))
        if verdict.outcome in (Outcome.YES, Outcome.NO):
            token.proven = True
        return verdict

    def _clock_wrong(self, verdict: Verdict) -> Verdict:
        """Say by how much this computer's clock is off, if the second attempt was refused too."""
        if verdict.refusal is not Refusal.CLOCK:
            return verdict
        off = abs((self._time.now() - self._clock.now()).total_seconds())
        said = params(verdict.http_status, verdict.res_code, verdict.words)
        if off >= _WORTH_SAYING:
            said["seconds"] = f"{off:.0f}"
        return replace(verdict, problem=Problem(Code.CLOCK_WRONG, said))

    def _send(self, ask: Ask, client_token: str) -> Verdict:
        try:
            keys = self._keys()
        except Trouble as met:
            return _not_sent(met)
        headers = self._signature(keys)
        if client_token:
            headers["Client-Token"] = client_token
            headers["User-Token"] = keys.user_token
        with self._lock:
            self._requests += 1
        started = self._clock.monotonic()
        heard: Reply | Failure
        try:
            heard = self._transport.call(
                ask.method,
                ask.path,
                query=ask.query,
                headers=headers,
                body=ask.body,
                # What may have changed PEAK's books is waited for to its end.
                stop=self._cancel if ask.method == "GET" else None,
            )
        except Failure as failure:
            heard = failure
        else:
            self._time.hear(heard.date)
        verdict = decide(heard, ask.kind, ask.expected)
        self._note(ask, verdict, self._clock.monotonic() - started)
        return verdict

    def _signature(self, keys: Keys) -> dict[str, str]:
        """HMAC-SHA1 of the UTC stamp, keyed by connectId, lower-case hex (S6, S7: verified)."""
        stamp = self._time.now().strftime("%Y%m%d%H%M%S")
        signed = self._signed
        if signed[0] != stamp:
            digest = hmac.digest(keys.connect_id.encode(), stamp.encode(), "sha1")
            signed = self._signed = (stamp, digest.hex())
        return {"Time-Stamp": stamp, "Time-Signature": signed[1]}

    def _note(self, ask: Ask, verdict: Verdict, seconds: float) -> None:
        level = logging.INFO if ask.method == "POST" else logging.DEBUG
        _log.log(
            level,
            "%s %s %s: HTTP %s, code %s, %s, %.2f s",
            ask.method,
            ask.path,
            ask.about or "-",
            verdict.http_status or "-",
            verdict.res_code or "-",
            verdict.problem.code.value if verdict.problem else verdict.outcome.value,
            seconds,
        )

    def _keys(self) -> Keys:
        """Read the secrets once; new ones come with a new gateway."""
        keys = self._kept_keys
        if keys is not None:
            return keys
        found = []
        for name in (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN):
            secret = self._secrets.get(name)
            text = secret.reveal().strip() if secret is not None else ""
            if not text:
                raise trouble(Code.SECRETS_MISSING, name=name.value)
            if not (text.isascii() and text.isprintable()):
                user = name is SecretName.USER_TOKEN
                raise trouble(Code.TOKEN_REFUSED if user else Code.KEYS_REFUSED)
            found.append(text)
        keys = self._kept_keys = Keys(*found)
        return keys

    # ------------------------------------------------------------------ the client token

    def _mint(self) -> Minting:
        """Ask for a client token; a mint counts as one of the five POSTs."""
        try:
            self._check_cancelled()
            keys = self._keys()
        except Trouble as met:
            return Minting(trouble=met, counts=False)
        ask = Ask(
            "POST",
            "/clienttoken",
            wire.Kind.TOKEN,
            body=bodies.token_body(keys.connect_id, keys.connect_key),
        )
        with self._slots:
            verdict = self._send(ask, "")
            if verdict.refusal is Refusal.CLOCK:
                verdict = self._clock_wrong(self._send(ask, ""))
        text = wire.token(verdict.envelope) if verdict.envelope is not None else ""
        if verdict.outcome is Outcome.YES and text:
            return Minting(text)
        never_came = verdict.outcome is Outcome.NOT_SENT and verdict.http_status is None
        return Minting(trouble=_no_token(verdict), counts=not never_came)


def _no_token(verdict: Verdict) -> Trouble:
    """Why there is no token. What PEAK answers to wrong keys is UNKNOWN: any refusal means them."""
    problem = verdict.problem
    code = problem.code if problem else None
    limited = "limit" in verdict.words.lower()
    if code is Code.PEAK_BUSY or limited:
        rest = verdict.retry_after or MINT_PAUSE
        return Trouble(Problem(Code.TOKEN_RESTING, params(None, seconds=rest)), rest)
    said_no = verdict.res_code not in ("", wire.OK) and code is not Code.PEAK_ERROR
    if code is not Code.CLOCK_WRONG and (said_no or code is Code.TOKEN_REFUSED):
        said = params(verdict.http_status, verdict.res_code, verdict.words)
        return Trouble(Problem(Code.KEYS_REFUSED, said))
    return Trouble(problem or Problem(Code.PEAK_ODD_ANSWER, {"why": "no_token"}))


def _not_sent(met: Trouble) -> Verdict:
    return Verdict(
        Outcome.NOT_SENT, problem=met.problem, everybody=True, retry_after=met.retry_after
    )


def _unexpected(verdict: Verdict) -> Problem:
    """A question answered with a refusal: no reading of ours can provoke one."""
    said = params(verdict.http_status, verdict.res_code, verdict.words)
    return Problem(Code.PEAK_ODD_ANSWER, said)
