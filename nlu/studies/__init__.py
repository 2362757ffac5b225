"""What each part of the component is worth, and whether more examples still help."""
