"""The ledger (日志): who did what, each line chained to the last; backup and open export.

Never holds text of manuscripts, and nothing in it is ever changed.
"""
