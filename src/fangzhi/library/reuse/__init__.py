"""Text reuse (文献袭用): passages that works share, near-duplicates, quotations against their source.

Says what is the same and what differs, word by word, with both places. Never says who copied
whom, and never corrects a quotation.
"""
