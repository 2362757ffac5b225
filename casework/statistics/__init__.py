"""What the case book counts, each statistic in a file of its own."""
