"""收 collect: files from many hands become manuscripts, byte-faithful and with every place kept.

A reader says what stands in the file and where; what it could not read becomes a finding. It
never decides what an entry is, never mends a text, and never sees a file the guard refused.
"""
