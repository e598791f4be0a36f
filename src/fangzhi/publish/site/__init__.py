"""The website: a folder of pages that reads without a server, without script, and prints."""
