"""What stands around every page: top bar, notices, rail and footer."""
