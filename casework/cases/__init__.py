"""The cases: what is kept of a report."""
