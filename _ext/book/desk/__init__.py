"""What an author or maintainer runs at the desk: each module is a command, ``python -m book.desk.<name>``."""
