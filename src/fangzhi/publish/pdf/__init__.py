"""The book as PDF by typst: 16开, tagged, PDF/A-2b, only the house's fonts.

Words of a book only ever become string literals of the typst source, so no text can become code.
Never changes a word; what cannot be printed is shown as a sign and reported as a finding.
"""
