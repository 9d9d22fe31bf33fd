"""Each loads with access check, validates a form, makes one domain call, and answers."""
