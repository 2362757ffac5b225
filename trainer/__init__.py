"""The trainers' door."""
