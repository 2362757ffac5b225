"""Figures for whoever looks after the machines: counts and times; none names anybody."""
