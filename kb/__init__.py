"""A document-structured policy knowledge base that can always show its source."""
