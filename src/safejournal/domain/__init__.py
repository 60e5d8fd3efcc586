"""What the journal is about: frozen values and pure functions, the standard library only.

Nothing here reads a clock, a file, randomness, the environment or a language: the present moment
and new ids are handed in.
"""
