"""Extraction (提取成表): rows out of many chronicles by an editor's patterns, each with its evidence.

A row is words that stand in a work, with their place; computed values stand beside the words, never
instead of them. What an editor corrected is kept apart and put on again. Nothing is guessed.
"""
