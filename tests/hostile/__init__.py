"""Hostile and broken files, each through the interface people use."""
