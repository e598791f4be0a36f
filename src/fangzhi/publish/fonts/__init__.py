"""The fonts that travel with the product, by digest, and which characters they hold.

Never looks at the fonts of the machine: the same book must be the same bytes everywhere.
"""
