"""What stands in the library, who may see it, and how it is kept up to date.

Never shows a page: rooms and doors ask here first, and see nothing that is not given here.
"""
