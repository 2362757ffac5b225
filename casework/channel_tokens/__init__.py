"""Tokens of channels that must be renewed: kept sealed, renewed by one process at a time."""
