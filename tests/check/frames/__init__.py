"""Frames of sentences that state a computation: made by the hundred, one slip in each or none."""
