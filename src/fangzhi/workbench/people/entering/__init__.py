"""Coming in: passwords, waiting after wrong ones, one-time codes, how long a session lasts.

Never decides what somebody may do once inside; that is `rights`.
"""
