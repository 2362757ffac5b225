"""The console measured over a book of a million cases, on SQLite and on PostgreSQL.

For developers: `make bench-console`.
"""
