"""Calls for contributions (组稿) and what came in (收稿)."""
