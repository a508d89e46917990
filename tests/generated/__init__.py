"""Thousands of questions made from the gold, with their answers: `gold` holds the facts, `ask` makes, `judge` scores."""
