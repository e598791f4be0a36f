"""Offline reports (上报) from county to city to province: values, packages, one table of progress.

Everything is given: it counts, compares and shows. It never chooses between two reports that
contradict each other, and claims nothing for which there is no evidence.
"""
