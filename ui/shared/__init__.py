"""What several parts of the window share: signs, words of time, ways to paint."""
