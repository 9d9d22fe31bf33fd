"""The parts of the story, each a Django app of one shape."""
