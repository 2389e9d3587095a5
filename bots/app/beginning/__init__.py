"""Beginning a recipe: a book and a screen brought together, written as YAML that says what is still open."""
