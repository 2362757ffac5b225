"""A candidate beside the live model: measured in one run, judged, told in plain words."""

from trainer.comparison.run import compare

__all__ = ["compare"]
