"""What a document states in figures: quantities and periods (where they stand), and statements (what they mean)."""
