"""Text: passages and sentences made ready, where words stand in them, and which of them answer."""
