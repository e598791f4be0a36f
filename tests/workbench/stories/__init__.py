"""Whole stories in a real browser: a person clicks and types, and reads what came of it."""
