"""Exit codes of every command."""

DONE = 0
FINDINGS = 1
"""Findings above the limit; only with --strict."""
WRONG_USE = 2
NOT_READ = 3
"""Something could not be read; outranks FINDINGS, and the outputs are still written."""
PROGRAM_FAULT = 70
"""The program itself failed; nothing was replaced."""
