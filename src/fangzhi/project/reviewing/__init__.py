"""Review (审) as values: flows read from a table, opinions item by item, copies for the pen.

State in, state or refusal out. Never opens a database, never looks at a clock and never decides
for a person: who did it and when are always given.
"""
