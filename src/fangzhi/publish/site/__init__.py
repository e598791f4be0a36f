"""The website: a folder of pages that reads without a server, without script, and prints.

It never asks the network for anything and never loads a file from outside its own folder.
"""
