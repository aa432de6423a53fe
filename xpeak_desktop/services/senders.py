"""At most five threads that make calls to PEAK, and nothing else.

PEAK takes five POSTs at once per user token. Every ledger write stays on the caller's thread:
results come back through a queue.
"""

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from xpeak_desktop.ports import Done

AT_MOST: Final = 5


class ThreadSenders:
    """The ``Senders`` port over the standard library's thread pool."""

    def __init__(self, threads: int = AT_MOST) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="peak-sender")
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._under_way = 0

    def submit(self, key: Any, call: Callable[[], Any]) -> None:
        """Hand a call to a thread; its end will be gathered under ``key``."""
        self._under_way += 1
        self._pool.submit(self._run, key, call)

    def gather(self, timeout: float | None) -> list[Done]:
        """Give all finished calls, waiting up to ``timeout`` seconds for the first."""
        finished: list[Done] = []
        try:
            finished.append(self._done.get(timeout=timeout))
            while True:
                finished.append(self._done.get_nowait())
        except queue.Empty:
            self._under_way -= len(finished)
            return finished

    def waiting(self) -> int:
        """How many calls were submitted and not gathered yet."""
        return self._under_way

    def close(self) -> None:
        """Wait for what is in flight; a POST under way is never cut."""
        self._pool.shutdown(wait=True)

    def _run(self, key: Any, call: Callable[[], Any]) -> None:
        try:
            self._done.put(Done(key, result=call()))
        except BaseException as error:  # noqa: BLE001  (carried to the caller's thread, not swallowed)
            self._done.put(Done(key, error=error))
