"""What the scripts of this folder share. Nothing beyond Python's standard library."""
