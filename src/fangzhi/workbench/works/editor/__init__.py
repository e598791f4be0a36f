"""The editing surface (编辑面): a manuscript to the browser and back, and findings beside its text.

Functions of values, free of Django. The browser's word is never trusted: what comes back is
validated against the manuscript it started from. Nothing here saves, and nothing here decides.
"""
