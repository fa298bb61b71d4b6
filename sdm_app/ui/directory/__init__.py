"""The clinic's own list of services: in the grid, and where it is kept."""
