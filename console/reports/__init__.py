"""The documents and files that a report of a period is written as; each from the same tables."""
