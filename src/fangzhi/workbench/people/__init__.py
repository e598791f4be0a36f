"""Who works here: users, units, posts in the tree, and the one table of who may do what.

Never holds texts; whether something may be done is asked of `rights`, nowhere else.
"""
