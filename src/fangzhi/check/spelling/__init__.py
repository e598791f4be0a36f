"""Spelling that a table cannot decide (疑似别字): counted characters, words, trees; ONNX.

Holds the n-gram counts and their training, the word list, the confusions of sound and shape, and
the adapter of an office's own ONNX model. Never downloads anything, never changes a text, and
never calls a character wrong: it gives suspicions, each with its score.
"""
