"""What lets anybody check that we did what we say we did."""
