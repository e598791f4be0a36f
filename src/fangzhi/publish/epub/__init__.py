"""EPUB 3: the book for reading devices. Valid by epubcheck, the same bytes for the same book."""
