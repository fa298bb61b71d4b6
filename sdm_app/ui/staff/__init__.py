"""Who is at the screen: signing in, the list of the staff, and setting the program up."""
