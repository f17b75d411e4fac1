"""The book's Sphinx extension: boxes, concepts, checked arithmetic, numbering and gathered pages."""
