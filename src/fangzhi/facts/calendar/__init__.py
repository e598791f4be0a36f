"""Reigns, 干支, lunar days, weekdays, dated happenings and durations in prose.

Holds what the words say and what the calendars give for it; never calls either wrong.
"""
