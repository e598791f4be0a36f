"""Works as trees of pages (志书、年鉴): pages, the editor, import, export, outline, checking.

Never knows a page's fate in review beyond its state, and never a rule of the check.
"""
