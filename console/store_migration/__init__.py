"""Moves the whole store from SQLite to PostgreSQL: what migrate-store does.

Rows are carried over as they are written, not through the models: what is sealed stays sealed,
what was redacted is not read anew, and a table that is added later goes along by itself.
"""
