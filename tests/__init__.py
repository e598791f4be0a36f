"""Tests mirror the tree of src/fangzhi; expected results are data a person can read."""
