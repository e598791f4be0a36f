"""Records: figures and dated events out of prose and tables, and which of them disagree.

Holds reading, comparing and remembering; it never decides which of two figures is right.
"""
