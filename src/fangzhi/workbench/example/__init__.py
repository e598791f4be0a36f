"""The example county in a workbench: people, two yearbooks, hand-ins in every state, a review, tasks.

Everything is entered through the same actions that people use; nothing is written past them.
"""
