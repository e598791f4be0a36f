"""Office work through HTTP."""
