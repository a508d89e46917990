"""What a document orders to be done, and who is responsible for it."""
