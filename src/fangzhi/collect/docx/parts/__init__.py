"""The package behind a DOCX: parts, names, styles, list numbers, symbol fonts, picture sizes.

Holds what the file says about how words look. It never reads the words themselves.
"""
