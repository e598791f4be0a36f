"""The pages of the reading room: search, works, passages, evidence cards.

Never decides who may read what: that is asked of `shelf.scope`.
"""
