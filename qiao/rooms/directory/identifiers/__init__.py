"""Identifiers that join records of the same organisation or person, each checked by its own check digits."""
