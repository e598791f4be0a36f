"""Tasks (任务): owner, day, progress, evidence, closing. Nothing is closed without evidence."""
