"""Meetings (会议): a paper is read, its tasks looked through, and it leaves only where it may. Invents nothing."""
