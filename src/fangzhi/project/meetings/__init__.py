"""Meetings (会议): a bulletin or minutes become a tree of tasks for a person to look through.

Keeps verbs and words as given. Never invents who does it or by when, and makes no task of study.
"""
