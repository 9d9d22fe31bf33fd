"""What this room asks consent for."""

PASSPORT = "passport"
