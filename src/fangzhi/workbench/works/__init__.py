"""Works as trees of pages, their editor, import and export; never rules and never renderers."""
