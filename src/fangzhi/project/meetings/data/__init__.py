"""Word lists of official prose: verbs, activities, bodies. Holds no code."""
