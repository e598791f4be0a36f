"""Settings, keys, serving."""
