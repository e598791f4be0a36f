"""Word lists and tables of the rules: data rows only, never code."""
