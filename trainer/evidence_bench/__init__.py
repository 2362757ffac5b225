"""How many lookalikes of the listed brands are flagged, and how many honest domains."""
