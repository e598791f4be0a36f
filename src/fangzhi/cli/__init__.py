"""The commands: words in, words out, progress shown, exit codes that scripts can use.

No logic lives here: every command calls one function of the house and says in Chinese what came.
Exit codes: 0 done, 1 findings above the limit (only with --strict), 2 wrong use, 3 something
could not be read (outranks 1; the outputs are still written).
"""
