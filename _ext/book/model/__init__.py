"""What the book is, in plain Python: no module here imports Sphinx or docutils."""
