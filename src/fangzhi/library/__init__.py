"""用 library: works and chronicles found again, exactly, character by character.

The library indexes what it is given and quotes it as it stands. It never changes a text, never
ranks one source above another, and never guesses a count.
"""
