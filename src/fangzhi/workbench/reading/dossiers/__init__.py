"""案卷 in the reading room: written and checked in the browser, read there, built in the background.

Never says a word that `project.using` does not: rooms only show what a dossier makes of its evidence.
"""
