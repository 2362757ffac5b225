"""A province's day, replayed at speed through everything there is."""
