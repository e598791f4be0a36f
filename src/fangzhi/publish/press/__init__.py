"""发排包 for the printing house: plain text in named styles, original pictures, tables, a list.

Holds what a typesetter needs to set the book in 方正 or InDesign and nothing that gets in the way:
no direct formatting, no fields, no bookmarks. Pictures are never touched.
"""
