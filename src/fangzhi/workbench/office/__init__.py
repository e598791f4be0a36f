"""Office work (办公): registry, meetings and their tasks, notices, 上报包."""
