"""Rasa's stock pipeline and ours on the same data, side by side: `make bench`."""
