"""The query language: words in, a tree of what is wanted out.

It only reads queries; it never looks into a library and never mends a query in silence.
"""
