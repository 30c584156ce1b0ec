"""What the prose promises and names, and which rows of the tables speak of the same."""
