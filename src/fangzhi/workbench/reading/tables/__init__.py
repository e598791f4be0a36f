"""Data sets taken out of the library by a recipe (提取表), corrected and rejected in the browser.

Rows are taken as any colleague may read the works; what has been closed since is not shown.
"""
