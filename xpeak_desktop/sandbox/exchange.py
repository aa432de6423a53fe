"""One request and the answer being made for it, as every part of the practice server sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

JSON_TYPE = "application/json; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"


@dataclass(slots=True)
class Exchange:
    """Carry one request through checks, faults and routes, so that each may change the answer.

    `path` is lower-cased, begins below the base path and has no trailing slash. `query` has
    lower-cased names, `headers` lower-cased names. The answer is `answer` (sent as JSON) or `text`
    (sent as it stands); `hang_up` closes the connection without any answer, `cut_after` sends only
    that many bytes of the body before it closes, `slowly` spreads the body over so many seconds.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes
    status: int = 200
    answer: dict[str, Any] | None = None
    text: bytes | None = None
    content_type: str = JSON_TYPE
    hang_up: bool = False
    cut_after: int | None = None
    slowly: float = 0.0

    @property
    def name(self) -> str:
        """Name the call the way the request counts do, e.g. `POST /receipts`."""
        return f"{self.method} {self.path}"

    @property
    def books_something(self) -> bool:
        """Tell the calls whose loss matters from those a client may simply repeat."""
        return self.method == "POST" and self.path != "/clienttoken"

    @property
    def decided(self) -> bool:
        """Tell whether something has already settled what the client gets."""
        return self.answer is not None or self.text is not None or self.hang_up

    def reply(self, answer: dict[str, Any], status: int = 200) -> None:
        """Set a JSON answer, replacing whatever was there."""
        self.answer, self.text, self.status = answer, None, status
        self.content_type = JSON_TYPE
