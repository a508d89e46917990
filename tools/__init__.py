"""The developer commands behind the Makefile."""
