"""What support a document promises: to whom, on what condition, and how much."""
