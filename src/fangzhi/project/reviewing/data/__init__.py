"""Tables of the review: steps, gates and where each of them comes from. Holds no code."""
