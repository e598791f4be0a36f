"""方志工作台: from a folder of manuscripts to a checked, typeset, searchable work.

Floors, from the top: cli, workbench, project, the stages (collect, compile, check, publish,
library, channels, archive), what they share (files, align, facts, authority), zh, model.
Imports point down only; docs/architecture.md tells one entry's way through them.
"""

__version__ = "0.1.0"
