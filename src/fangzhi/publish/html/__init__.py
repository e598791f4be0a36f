"""Blocks and marks as XHTML, shared by the website, the EPUB and nothing else.

Everything written here is well-formed XML and valid HTML5 alike. Words of the manuscript are always
escaped: no text can become an element.
"""
