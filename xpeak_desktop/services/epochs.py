"""The epoch where nothing outlives the process: without a profile on the disk, and in tests."""


class MemoryEpochs:
    """An ``EpochStore`` for as long as this process lives."""

    def __init__(self) -> None:
        self._kept = 0

    def kept(self) -> int:
        """The number kept last."""
        return self._kept

    def keep(self, epoch: int) -> None:
        """Keep a number."""
        self._kept = epoch
