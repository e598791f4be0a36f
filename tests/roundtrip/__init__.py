"""Export and re-import give the same manuscript."""
