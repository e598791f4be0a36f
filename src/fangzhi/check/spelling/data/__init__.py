"""Counts, words, shapes and weights made by `tools/train_spelling.py`; data only, no code."""
