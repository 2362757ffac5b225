"""Invented cases, each marked as such, on which officers learn and of which pictures are taken."""
