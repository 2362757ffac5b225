"""The ways a person's name shows itself in a text, one module a way."""
