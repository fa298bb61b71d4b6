"""The decision aid itself: values and pure functions, with no file, clock, locale or window."""
