"""What developers run beside the product; `make` calls it."""
