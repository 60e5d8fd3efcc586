"""The plain terminal: questions line by line, no drawing, no escape codes.

It is the whole product for a screen reader, a slow line or `TERM=dumb`, and it is what speaks in
the unlock child, before anything else is loaded.
"""
