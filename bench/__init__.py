"""Speed, as ratios against the peers an issue names, measured in one run on one machine."""
