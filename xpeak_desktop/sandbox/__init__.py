"""A pretend PEAK and shop for the demo, the tests and developers.

Standard library only, and no code shared with the client: a look-alike built from the client would
repeat the client's mistakes.
"""
