"""What the window asks its worker to do besides a pass: one module per place of the program.

A job is a frozen dataclass with ``do(room)``; it runs on the worker's thread and its answer is a
frozen dataclass too, so both can travel between threads. Neither ever holds a secret: those are
left in the room's ``handover``.
"""
