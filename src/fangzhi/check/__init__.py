"""机检: rules that raise findings (疑点) on manuscripts and works, and what is reported of them.

Holds the engine, the rules with their examples, and the report, rate and comment writers. Never
changes a manuscript, never reads an office file, and never calls a finding an error (差错): that
word is a person's.
"""
