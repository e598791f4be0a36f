"""Readings (读法): what each figure of a paragraph counts, of when, and whether it is a base, a value
reached or a part, by a small grammar of clauses; and what shares, changes and means said of them
should come to. It never judges by the values alone and never reads another document."""
