"""Markdown: headings, lists, tables, notes, pictures; HTML inside is shown as text.

Keeps every source offset where markup is taken away. Never runs HTML, never fetches a picture.
"""
