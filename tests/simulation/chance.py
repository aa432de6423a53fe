"""Chance in separate streams, so that one more fault does not change the sales."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """One seeded source of chance."""

    def __init__(self, seed: int, name: str) -> None:
        self._random = random.Random(f"{seed}/{name}")
        self.below = self._random.random

    def hit(self, share: float) -> bool:
        """True in this share of all cases."""
        return share > 0 and self.below() < share

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.below()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int((high - low + 1) * self.below())

    def one_of(self, things: Sequence[T]) -> T:
        return things[int(len(things) * self.below())]

    def some_of(self, things: Sequence[T], share: float) -> tuple[T, ...]:
        return tuple(thing for thing in things if self.below() < share)

    def steps(self, mean: float) -> int:
        """How many steps until something happens that happens every ``mean`` steps."""
        return max(1, int(self._random.expovariate(1 / mean)))
