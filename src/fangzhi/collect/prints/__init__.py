"""Old prints: mandoku files and JSONL leaves, whose words run over lines and leaves.

Joins lines to paragraphs and keeps each line and leaf break as a mark. Never punctuates, never
replaces a variant form, never guesses an unencoded character.
"""
