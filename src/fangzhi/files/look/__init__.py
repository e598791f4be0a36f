"""What the guard looks with: tables of magics, zips, compound files, heads, picture sizes.

Everything here reads bytes that no one vouches for; nothing here writes, runs or fetches.
"""
