"""Typed facts out of text and tables: dates, quantities, statements, tables, lives.

Pure functions from text to values with exact code-point spans. Never holds findings, settings or
files, and never says that something is wrong: that is for the rules above.
"""
