"""What this room asks consent for."""

SEEN = "career-office"
