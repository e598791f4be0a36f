"""Passages of chronicles with one slip or none, written before the rules were run on them."""
