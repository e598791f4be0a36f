"""What the figures of a table claim about each other: totals, ratios, series.

Reads `facts.tables`; gives the cells that most of the table contradicts, and decides no more.
"""
