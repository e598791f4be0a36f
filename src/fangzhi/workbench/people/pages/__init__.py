"""The pages about people: first run, users and posts, units, one's own account, the roles told.

Never writes a row itself; that is done by `actions`, `accounts` and `units`.
"""
