"""One command a file; ``command(door)`` builds it with its help in the door's language."""
