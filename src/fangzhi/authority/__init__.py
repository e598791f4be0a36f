"""Names in time: division codes and names valid at a date, bodies and posts of an office.

Answers what was called what, when. Never decides whether a manuscript is wrong.
"""
