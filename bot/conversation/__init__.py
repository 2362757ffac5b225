"""The conversation with a resident: from what they tell to what they should do."""
