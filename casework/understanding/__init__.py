"""What a message means: intent, confidence, stage, and what to decide from them."""
