"""What this room invites to: the head of a delegation, and each of its members."""

DELEGATION = "exchanges.delegation"
PLACE = "exchanges.place"
