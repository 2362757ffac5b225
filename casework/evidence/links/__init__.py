"""Links in what a resident pasted: found however disguised, judged, and never opened."""
