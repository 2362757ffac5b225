"""Deliveries: updates on their way, so that none is lost and none answered twice."""
