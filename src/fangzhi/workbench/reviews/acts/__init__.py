"""What people do in a review, one function each: right asked, one transaction, one ledger line.

Never reads a request and never renders.
"""
