"""Whom and what a document names: enterprises, organizations, projects, documents; found by the shape of names."""
