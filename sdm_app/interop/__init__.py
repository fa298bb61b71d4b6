"""What comes from other programs, and what goes to them: files, never the network."""
