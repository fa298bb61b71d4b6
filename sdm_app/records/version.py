"""The version of the tables."""

VERSION = 1
"""The version of the tables that this program reads and writes."""
