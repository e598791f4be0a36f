"""Exports of what a search found: tables, TEI, DocuXml, citations.

They write what was found and how it is cited; they never search again and never add a word.
"""
