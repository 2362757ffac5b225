"""The playbooks: how each scam is recognised, and what the resident is told."""
