"""DOCX as Word, WPS and LibreOffice write it, read straight from its XML.

Holds the reader and its parts: package, styles, numbers, runs, tables, drawings, roles. It never
decides what an entry is, never attaches a caption to its table, and never mends a text.
"""
