"""The office's own page of the library: what is in, what failed and why, what is open.

Never changes a row itself: it calls `reading.actions`.
"""
