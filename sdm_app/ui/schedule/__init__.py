"""The day's schedule: its import, and the rows of it that wait in today's list."""
