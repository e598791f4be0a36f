"""Text against text: differences, anchors found again after an edit, ids carried to a new import.

Nothing here decides which of two readings is right, and nothing moves an anchor in silence.
"""
