"""Explanations (解释): the figures in reach that make a claimed one, or that are clearly meant and make
another. One search for shares, means, growth, multiples and differences; never judges by names alone
and never reads another document."""
