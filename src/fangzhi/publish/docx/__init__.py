"""DOCX: the book, or one manuscript, as a Word file with real styles, notes, fields and tables.

Writes WordprocessingML directly, in one pass, with nothing that depends on clock or order of
sets. It never decides numbering and never changes a word.
"""
