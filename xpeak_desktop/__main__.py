"""The program's door: ``xpeak-desktop``, ``python -m xpeak_desktop``."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run a command or open the window, and end with its exit code."""
    from xpeak_desktop.bootstrap import run

    _have_somewhere_to_print()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not UTF-8 would otherwise end a Thai sentence in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:], sys.stdout))


def _have_somewhere_to_print() -> None:
    """A windowed program on Windows has no output; a command given to it ends by its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (to the end)
            setattr(sys, name, nowhere)


main_window = main

if __name__ == "__main__":
    main()
