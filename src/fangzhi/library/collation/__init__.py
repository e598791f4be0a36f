"""Collation (校勘): witnesses of one work beside each other, 卷 by 卷, and the apparatus.

Says what each witness has, with its leaf, and what kind of difference that is as far as it can be
computed. Never says which reading is right, and never edits a text.
"""
