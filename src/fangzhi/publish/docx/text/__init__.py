"""The text of the Word file: blocks, tables, runs with their marks, notes, pictures.

Gives pieces of XML and notes in the draft what the package must hold; it never writes a file.
"""
