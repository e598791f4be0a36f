"""编 compile: manuscripts become a work: outline, numbering, references, chronology, index, counts.

Compiling orders and names what was handed in. It never changes a word of a manuscript and never
drops a block: what finds no place in the outline stands at its end, with a finding that says so.
"""
