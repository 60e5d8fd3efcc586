"""How the process that reads foreign bytes says what it says: the same on both sides."""

from __future__ import annotations

import struct

DONE, REFUSED, ASK_WORK, NOT_FOR_US, NOT_DONE = range(5)
"""With `ASK_WORK` comes the work factor, with the others but `DONE` a sentence."""

LARGEST_PIECE = 1 << 20
"""Bytes that are said at a time."""

LENGTH = struct.Struct(">I")
"""Stands before each piece; 0 before the verdict."""
