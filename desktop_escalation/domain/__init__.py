"""What the product means by its words: pure values and functions, standard library only."""
