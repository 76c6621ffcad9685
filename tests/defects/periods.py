"""Periods as a reader of our policy understands them."""

from datetime import timedelta


UNITS = {'day': 1, 'month': 30, 'year': 365}
MINUTE = timedelta(minutes=1)


def days_in(words):
    """What a reader understands, in days."""
    number, unit = words.split()
    return int(number) * UNITS[unit.removesuffix('s')]


def as_promised(period):
    return timedelta(days=days_in(str(period)))
