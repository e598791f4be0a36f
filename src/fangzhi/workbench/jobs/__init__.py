"""Background work (后台任务): runs, progress, results."""
