"""What people enter; the domain judges it again."""
