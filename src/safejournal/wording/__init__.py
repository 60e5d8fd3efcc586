"""Ids, words and times turned into sentences: the one layer that a translator has to know.

English is the source text. Tables hold sentences marked with `later`, and `_` says them in the
language that is spoken at that moment. Nothing here draws, asks or decides; and nothing here may
ever read as "you are safe".
"""
