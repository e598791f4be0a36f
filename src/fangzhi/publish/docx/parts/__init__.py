"""The parts of the Word file around its text: package, styles, list labels, pages and heads.

Knows OOXML and paper, and never a manuscript.
"""
