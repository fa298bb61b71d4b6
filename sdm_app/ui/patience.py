"""How long the window waits for the records itself, before it lets the answer come by itself."""

SECONDS = 0.05
"""A file is faster than that, and a person does not notice."""
