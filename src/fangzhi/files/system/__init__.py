"""Calls that only some systems have, each behind a seam that says what is missing elsewhere.

Nothing above this package calls the system's own library; nothing here reads a file's contents.
"""
