"""Whom a test starts programs as: whoever runs it, or somebody who is not root."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Person:
    """A user of this computer; ``None`` is whoever runs the tests."""

    user: int | None = None
    group: int | None = None

    @property
    def starts(self) -> dict[str, Any]:
        """What ``subprocess`` is told, so that this person starts it."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def takes(self, folder: Path) -> None:
        """Make a folder this person's, with all there is in it."""
        if self.user is None or self.group is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.user, self.group, follow_symlinks=False)

    @contextmanager
    def knocks(self) -> Iterator[None]:
        """Be this person for a moment: a session bus lets nobody else in, not even root."""
        if self.user is None or self.group is None:
            yield
            return
        os.setresgid(self.group, self.group, os.getgid())
        os.setresuid(self.user, self.user, os.getuid())
        try:
            yield
        finally:
            _user, _same, before = os.getresuid()
            os.setresuid(before, before, before)
            _group, _same, before = os.getresgid()
            os.setresgid(before, before, before)


ME: Final = Person()


def nobody_special() -> Person:
    """A person who is not root, as shop owners are."""
    if os.getuid() != 0:
        return ME
    entry = pwd.getpwnam("nobody")
    return Person(entry.pw_uid, entry.pw_gid)
