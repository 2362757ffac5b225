"""Keeping the patterns current: model versions, what is asked of the bench, what cases teach."""
