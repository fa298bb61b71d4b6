"""Locks the screen: when nobody is at it, when the computer sleeps, and at a key."""
