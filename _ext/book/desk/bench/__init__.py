"""``python -m book.desk.bench``: what building costs on a generated book, beside plain Sphinx on the same text."""
