"""Pages of imports: each loads with its access check, makes one call and answers."""
