"""Names in time: divisions and institutions by the names valid at a date, an office's own table.

Answers what was called what, when. Never decides whether a manuscript is wrong.
"""
