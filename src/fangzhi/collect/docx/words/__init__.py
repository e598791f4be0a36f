"""The inside of a paragraph: runs, fields, formulas, drawings, and the line they add up to.

Holds nothing that needs to know the paragraphs around; roles are decided above.
"""
