"""What the speed of the workbench rests on: few queries a page, long outlines folded."""
