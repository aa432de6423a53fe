"""Before the packed program starts on Linux: what it opens must not get its libraries.

The loader puts the program's own folder in front of the libraries' path, and everything that is
started from here would inherit it: a browser or file manager would meet another build of what it
was made for, and fail. The system's loader has read that path by now; this program loses nothing.
"""

import os

_library_path = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _library_path is not None:
    os.environ["LD_LIBRARY_PATH"] = _library_path
