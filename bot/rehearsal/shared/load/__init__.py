"""Offered load step by step, until the house can hold no more."""
