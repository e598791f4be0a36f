"""Changes of the database, in their order; written by Django."""
