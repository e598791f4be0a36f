"""What the figures of a sentence claim: totals, shares, changes, conversions, figures by head.

Holds statements with both sides of the claim; never judges whether they agree.
"""
