"""TEI P5: the work as one XML file that any reader of texts can use in a hundred years.

Everything the manuscript model holds is said in it; nothing depends on our software.
"""
