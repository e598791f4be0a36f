"""A product as one value, and the Word and PDF files that it becomes; never what it says."""
