"""Pages: PDF with a text layer, and pictures of pages read by a recognition engine.

Joins lines to paragraphs by where they stand on the page. Never invents words for a page that
has none, and never drops a header, a footer or a page number: they are marked as such.
"""
