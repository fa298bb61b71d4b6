"""What the seeds of the signatures sign, and the key that checks it; needs nothing but Python."""

KEY = "RWRiYWNrY2hzZQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
SIGNED = b"a pack that is signed"
