"""What we promise, where it is written, and by what anybody can check it."""

from privacy.promises.register import BY_CLAUSE, PROMISES, SECTIONS


__all__ = ['BY_CLAUSE', 'PROMISES', 'SECTIONS']
