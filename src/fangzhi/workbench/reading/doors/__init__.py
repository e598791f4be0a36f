"""The open doors: REST API, OAI-PMH, IIIF, Linked Places, Atom feed, sitemap.

Never show what is not open to the public, whoever asks; only the API knows its caller.
"""
