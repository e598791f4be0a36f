"""The 送审本 on paper: every line numbered, a wide margin to write in, and which words each line holds.

Prints what it is given, once, for the pen; never the book's own look, and never a changed word.
"""
