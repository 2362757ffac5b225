"""Tests of the intent model and of its server."""
