"""What each kind of product holds, from its head to its lists; never how paper or files look."""
