"""上报包: made, received, merged. Never chooses between offices that contradict each other."""
