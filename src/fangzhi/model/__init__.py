"""The values that pass through the whole house: manuscript, entry, work, finding, and around them.

Every value is frozen and made of plain data. This package never reads a file, never looks at a
clock and never decides anything: what a value means is said here, what happens to it above.
"""
