"""The workbench's password hash with its cost taken down, so that tests do not wait for it."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """argon2id as in use, in one pass over 8 KiB."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
