"""Reads and works a program's window from outside, over the bus that screen readers use (AT-SPI).

Things are named as a person is told of them: a role and a name. What does not show is not found.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import Proxy, open_dbus_connection
from jeepney.wrappers import Message

PATIENCE: Final = 20.0
_PAUSE: Final = 0.05
_ANSWER: Final = 10.0
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_REGISTRY: Final = "org.a11y.atspi.Registry"
_SPI: Final = "org.a11y.atspi."
_FOCUS: Final = "object:state-changed:focused"
# Names are told to a person without the places where a line may break, and without key marks.
_UNHEARD: Final = str.maketrans("", "", "\u200b&")
# Each question travels to the program and back, and a table has a great many cells.
_TABLES: Final = ("table", "tree table", "list")
_CONTROLS: Final = (
    *("push button", "toggle button", "radio button", "check box", "combo box", "text"),
    *("page tab", "menu item", "table", "list", "spin button", "slider"),
)
_STATES: Final = {
    "checked": 4,
    "editable": 7,
    "enabled": 8,
    "focused": 12,
    "selected": 23,
    "showing": 25,
}
"""Their numbers in AtspiStateType."""


class GoneError(Exception):
    """It is no longer there, or never was."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something on the screen, as it was when it was looked at."""

    owner: str
    path: str
    role: str
    name: str
    states: frozenset[str]
    depth: int = 0

    def __str__(self) -> str:
        states = " ".join(sorted(self.states - {"showing", "enabled"}))
        off = "" if "enabled" in self.states else "off "
        return f"{'  ' * self.depth}{self.role}: {self.name!r} {off}{states}".rstrip()


class ScreenReader:
    """Sees the windows of one program; use with ``with``.

    ``what`` wishes are keywords: ``name`` is all of the name, ``has`` a part of it, ``states`` what
    it must be.
    """

    def __init__(self, session_bus: str, program: str, story: Callable[[], str]) -> None:
        self._session_bus, self._program, self._story = session_bus, program, story
        self._menu: tuple[str, str] | None = None

    def __enter__(self) -> Self:
        with open_dbus_connection(self._session_bus) as session:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            asked = new_method_call(bus, "GetAddress")
            address = session.send_and_get_reply(asked, timeout=_ANSWER).body[0]
        self._bus = open_dbus_connection(address)
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        self._send(new_method_call(registry, "RegisterEvent", "sass", (_FOCUS, [], "")))
        rule = MatchRule(type="signal", interface=f"{_SPI}Event.Object", member="StateChanged")
        Proxy(message_bus, self._bus).AddMatch(rule)
        self._events = self._bus.filter(rule, bufsize=500)
        self._heard = self._events.__enter__()
        return self

    def __exit__(self, *_error: object) -> None:
        self._events.__exit__(None, None, None)
        self._bus.close()

    # ------------------------------------------------------------------ seeing

    def tree(self, *, cells: bool = False) -> list[Thing]:
        """Everything that shows, from the windows inwards; the insides of tables if asked for."""
        return [thing for root in self._roots() for thing in self._walk(*root, cells=cells)]

    def nameless(self) -> list[str]:
        """What can be worked, and has no name to be told by; with what stands before it."""
        things = self.tree()
        return [
            f"after {before.role} {before.name!r}: {thing.role}"
            for before, thing in pairwise(things)
            if thing.role in _CONTROLS and not thing.name.strip()
        ]

    def see(self, role: str = "", *, seconds: float = PATIENCE, **wish: Any) -> Thing:
        """Wait until it shows."""
        thing = self._wait(role, seconds, wish, there=True)
        assert thing is not None
        return thing

    def gone(self, role: str = "", *, seconds: float = PATIENCE, **wish: Any) -> None:
        """Wait until nothing of that kind shows any more."""
        self._wait(role, seconds, wish, there=False)

    def find(self, role: str = "", **wish: Any) -> Thing | None:
        """It, if it shows now."""
        try:
            things = (
                thing
                for root in self._roots()
                for thing in self._walk(*root, cells=role.startswith("table "))
            )
            return next((thing for thing in things if _fits(thing, role, **wish)), None)
        except GoneError:
            # The window changed while it was being looked at.
            return None

    def _wait(
        self, role: str, seconds: float, wish: dict[str, Any], *, there: bool
    ) -> Thing | None:
        end = time.monotonic() + seconds
        while True:
            found = self.find(role, **wish)
            if (found is not None) == there:
                return found
            if time.monotonic() > end:
                waited_for = "waited for" if there else "waited for the end of"
                raise AssertionError(f"{waited_for} {role} {wish}\n{self._story()}")
            time.sleep(_PAUSE)

    def _roots(self) -> Iterator[tuple[str, str]]:
        for owner, path in self._children(_REGISTRY, _ROOT):
            try:
                name = self._property(owner, path, "Name")
            except GoneError:
                continue
            if name == self._program:
                yield owner, path
        self._hear()
        if self._menu is not None:
            yield self._menu

    def _walk(self, owner: str, path: str, *, cells: bool, depth: int = 0) -> Iterator[Thing]:
        for child in self._children(owner, path):
            thing = self._look(*child, depth)
            if "showing" not in thing.states:
                continue
            yield thing
            if cells or thing.role not in _TABLES:
                yield from self._walk(*child, cells=cells, depth=depth + 1)

    def _look(self, owner: str, path: str, depth: int) -> Thing:
        low, _high = self._ask(owner, path, "Accessible", "GetState")[0]
        states = frozenset(name for name, bit in _STATES.items() if low >> bit & 1)
        if "showing" not in states:
            return Thing(owner, path, "", "", states, depth)
        role = self._ask(owner, path, "Accessible", "GetRoleName")[0]
        name = self._property(owner, path, "Name").translate(_UNHEARD)
        return Thing(owner, path, role, name, states, depth)

    def _children(self, owner: str, path: str) -> list[tuple[str, str]]:
        # All at once: a child that is asked for by its number may be another one by then.
        children: list[tuple[str, str]] = self._ask(owner, path, "Accessible", "GetChildren")[0]
        return children

    def _hear(self) -> None:
        """Learn of open menus: no window holds them, only what has the keyboard tells of them."""
        for event in self._bus_events():
            if event.body[0] != "focused" or not event.body[1]:
                continue
            owner, path = event.header.fields[7], event.header.fields[1]
            try:
                if self._ask(owner, path, "Accessible", "GetRoleName")[0] == "menu item":
                    self._menu = self._property(owner, path, "Parent")
            except GoneError:
                continue
        if self._menu is not None and not self._shows(self._menu):
            self._menu = None

    def _shows(self, place: tuple[str, str]) -> bool:
        try:
            return "showing" in self._look(*place, 0).states
        except GoneError:
            return False

    def _bus_events(self) -> Iterator[Message]:
        try:
            while True:
                self._bus.recv_messages(timeout=0)
        except TimeoutError:
            pass
        while self._heard:
            yield self._heard.popleft()

    # ------------------------------------------------------------------ doing

    def press(self, role: str, *, seconds: float = PATIENCE, **wish: Any) -> Thing:
        """Press a button, a menu's entry, a tab, once it may be."""
        thing = self.see(role, seconds=seconds, **{"states": {"enabled"}} | wish)
        self._ask(thing.owner, thing.path, "Action", "DoAction", "i", (0,))
        return thing

    def write(self, role: str, text: str, **wish: Any) -> Thing:
        """Fill a field."""
        thing = self.focus(role, **wish)
        self._ask(thing.owner, thing.path, "EditableText", "SetTextContents", "s", (text,))
        return thing

    def focus(self, role: str, **wish: Any) -> Thing:
        """Put the keyboard there."""
        thing = self.see(role, **wish)
        self._ask(thing.owner, thing.path, "Component", "GrabFocus")
        return thing

    def holds(self, role: str, length: int, **wish: Any) -> bool:
        """Whether so many letters have arrived in a field; a secret's are only counted."""
        thing = self.see(role, **wish)
        return bool(self._property(thing.owner, thing.path, "CharacterCount", "Text") == length)

    # ------------------------------------------------------------------ the bus

    def _ask(
        self,
        owner: str,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        body: Any = (),
    ) -> Any:
        address = DBusAddress(path, owner, _SPI + interface)
        return self._send(new_method_call(address, method, signature or None, body))

    def _property(self, owner: str, path: str, name: str, interface: str = "Accessible") -> Any:
        address = DBusAddress(path, owner, _SPI + interface)
        return self._send(Properties(address).get(name))[0][1]

    def _send(self, asked: Message) -> Any:
        try:
            reply = self._bus.send_and_get_reply(asked, timeout=_ANSWER)
        except TimeoutError as error:
            # A program that is ending may keep its place on the bus, and answer nothing any more.
            raise GoneError("no answer") from error
        if reply.header.message_type is MessageType.error:
            raise GoneError(str(reply.body))
        return reply.body


def _fits(
    thing: Thing,
    role: str,
    *,
    name: str | None = None,
    has: str = "",
    states: frozenset[str] | set[str] = frozenset(),
) -> bool:
    if (role and thing.role != role) or not states <= thing.states:
        return False
    return has in thing.name and (name is None or thing.name == name)
