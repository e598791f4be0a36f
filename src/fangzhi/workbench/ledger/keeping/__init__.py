"""Keeping (备份与整库导出): the whole workbench as one file, or as folders that anyone can read.

Never changes what stands: restoring and importing ask for an empty place.
"""
