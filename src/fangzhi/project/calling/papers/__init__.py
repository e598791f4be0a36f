"""Papers that leave the office: the pack a unit fills in, the sheet its leader signs.

They are written here and nowhere read: what came back is read by `calling`.
"""
