"""What the database refuses, whoever asks: one room of the data a module.

Each module tells forbidden writes (see forbidden.py). test_refusals.py tries
every one as the site's own role; `./dev mutants` takes every guard away in
turn and shows that nothing else had refused the write.
"""
