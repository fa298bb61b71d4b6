"""How long the window waits for the records itself, before it lets the answer come by itself."""

SECONDS = 0.05
"""A file is faster than that, and a person does not notice."""

GLANCE_SECONDS = 1.0
"""A press sooner than this after something changed on the screen was meant for what was there."""
