"""Spreadsheets: what a sheet shows becomes tables and texts, every cell under its own address.

Holds the readers of XLSX and XLS, the display of numbers by their format, and the one reading of
a grid that both share. Never computes a formula, never guesses a number that is not displayed.
"""
