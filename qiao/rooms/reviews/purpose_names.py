"""The names under which this room invites."""

REVIEWER = "reviews.reviewer"
