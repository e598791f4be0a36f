"""What every stage needs of files: the guard, safe packages, atomic and deterministic writing.

Nothing here knows what a manuscript means; nothing here reaches a network.
"""
