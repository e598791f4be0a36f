"""Comparing works: which works are meant (files, folders, titles in a library), results as files.

Everything that is compared is told by `library`; here it meets the readers and the writers.
"""
