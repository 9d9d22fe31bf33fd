"""What each room puts into the small world: `fill(world)` writes rows and gives values for paths."""
