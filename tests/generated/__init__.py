"""Thousands of questions made from the gold: `gold` holds the facts, `ask` makes the questions, `judge` scores."""
