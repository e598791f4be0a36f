"""Relations (关系): what prose says of figures that form a series, how they run and which is the greatest.

Never reads what a single figure is: shares, sums and growth are computed elsewhere.
"""
