"""Copies of the whole database, sealed before they leave this process.

A backup is a stream from pg_dump to its place, and never whole in memory or
in the clear on a disk. Beside it lies a manifest that names no person; it is
written last, so a backup without one was never finished.
"""


class BackupError(Exception):
    """What went wrong, in words for whoever is at the keyboard."""
