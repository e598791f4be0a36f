"""Review (审) of frozen subtrees: rounds, opinions, seals, release.

The state machine, the gates and the forms stand in `fangzhi.project.reviewing`; here are the rows,
who may do what, and the pages. Never decides a step by itself and never changes a frozen text.
"""
