"""Collecting from units without a server: calls, packs, returned files, verdicts, the board.

Plain functions of values, for the command line and the workbench alike. It never moves, renames
or changes a returned file, never decides in silence whose a doubtful file is, and knows no clock.
"""
