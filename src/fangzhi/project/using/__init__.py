"""修志为用: a dossier as a folder that an editor reads, and the products made of its evidence.

It quotes, counts and sets; it writes no history. A product holds quotations with their leaves,
counted figures with how they were counted, gaps, and words of form: never prose of its own.
"""
