"""A work as a folder on disk: load(folder) gives a project, build(project, out) its outputs.

This is where the stages meet. It orders, reads, caches and writes; it judges nothing itself, and
what it replaces stays whole until the new is whole.
"""
