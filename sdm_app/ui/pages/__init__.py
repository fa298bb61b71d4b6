"""One page for each step of a visit, and today's list."""
