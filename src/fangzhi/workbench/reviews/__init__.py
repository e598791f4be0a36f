"""Review (审) of frozen subtrees: rounds, opinions, seals, release."""
