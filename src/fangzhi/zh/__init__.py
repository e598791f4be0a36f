"""Chinese text as chronicles use it: characters, numerals, calendars, eras, units, counts.

Holds functions from text and numbers to values, and their tables. Never holds findings, files,
or any opinion on what is right in a manuscript.
"""
