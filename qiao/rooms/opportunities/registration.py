"""What this room tells the others, once the models are loaded."""


def register() -> None:
    """Filled by the room."""
