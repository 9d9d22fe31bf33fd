"""What the larger pages show, gathered from the rows."""
