"""出 publish: a book becomes files that people read: PDF, DOCX, EPUB, website, TEI, 发排包.

A renderer only shows what the book says. It never changes a word, never checks, and the same
book gives the same bytes.
"""
