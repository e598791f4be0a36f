"""The press's proof (校样) against the locked text: pages read, differences found, told and marked.

Never decides which of two readings is right, and never changes the text or the press's file.
"""
