"""The icon of the program, and the small signs that the style sheet shows in fields."""
