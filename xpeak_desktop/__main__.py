"""The program's door: ``xpeak-desktop``, ``python -m xpeak_desktop``."""

import sys


def main() -> None:
    """Run a command or open the window, and end with its exit code."""
    from xpeak_desktop.bootstrap import run

    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not UTF-8 would otherwise end a Thai sentence in a traceback.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:], sys.stdout))


main_window = main

if __name__ == "__main__":
    main()
