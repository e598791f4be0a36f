"""用 reading: the office's library, its reading room and its open doors.

Holds what stands in the library and who may read it, the pages of the reading room, and the
doors for other programs (REST API, OAI-PMH, IIIF, Linked Places, Atom, sitemap). It never decides
what a text says: words, counts and citations come from `fangzhi.library` as they stand there.
"""
