"""What people fill in. The rules of the fields are the models'."""
