"""A file that came back: read, matched to its unit, and what was filled in.

It says what it sees and asks where it doubts; it stores nothing and decides nothing.
"""
