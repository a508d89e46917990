"""Figures: the indicators a question names, which of their values it is after, and arithmetic between those."""
