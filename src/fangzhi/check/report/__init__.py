"""报告: what an editor sees of a check, as one offline page, with the evidence drawn.

Never decides anything, never asks a network, and never shows a figure that no rule computed.
"""
