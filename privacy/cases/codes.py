"""A short code to type, where mail software rewrites our links.

It proves the same as the link in the same letter, and is bound to the same
row: nothing is stored, it ends with the link, and tries are counted.
"""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from privacy.models import ClaimedAddress


DIGITS = 8


def code_for(claim: ClaimedAddress) -> str:
    made = salted_hmac(
        'privacy.code',
        f'{claim.pk} {claim.claimed_at.timestamp()}',
        algorithm='sha256',
    )
    return str(int(made.hexdigest(), 16))[-DIGITS:]


def shown(claim: ClaimedAddress) -> str:
    """In two groups, to be read and typed with fewer slips."""
    code = code_for(claim)
    return f'{code[:4]} {code[4:]}'


def opens(code: str, claim: ClaimedAddress) -> bool:
    return constant_time_compare(code, code_for(claim))
