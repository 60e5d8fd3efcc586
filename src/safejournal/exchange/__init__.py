"""How the journal travels: the only door to age.

Keys and their words, the bundle and what is in it, who sent it, and the jail in which foreign bytes
are read. The exact formats are in docs/bundle-format.md.
"""
