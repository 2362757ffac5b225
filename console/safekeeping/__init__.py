"""Backups, their restoring, and the turning of the console's keys."""
