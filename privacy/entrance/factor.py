"""The second factor: a code of an app, or one of the recovery codes.

Neither the key of an app nor a recovery code is in the database. The key
follows from a seed there and from PSEUDONYM_KEY; a recovery code, of 120
random bits, is kept as a keyed hash.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from privacy.entrance import devices
from privacy.models import RecoveryCode, SecondFactor, StaffMember


ISSUER = 'ivelum staff desk'
SPARE = 10


def is_set_up(member: StaffMember) -> bool:
    return SecondFactor.objects.filter(member=member).exists()


# --- An app -------------------------------------------------------------------


def seed_of(session_key: str) -> str:
    """What to set up an app from: the same until the session has a new key.

    So a page can show it again and again, and nothing is stored before the
    app has shown that it works.
    """
    return hashlib.sha256(f'seed {session_key}'.encode()).hexdigest()


def key_in_words(seed: str) -> str:
    """To type by hand: 32 letters and digits, in groups of four."""
    key = base64.b32encode(_key(seed)).decode()
    return ' '.join(key[i : i + 4] for i in range(0, len(key), 4))


def address(member: StaffMember, seed: str) -> str:
    """What the QR code says, and what an app on this device can open."""
    label = quote(f'{ISSUER}:{member.email}')
    key = key_in_words(seed).replace(' ', '')
    query = urlencode({'secret': key, 'issuer': ISSUER}, quote_via=quote)
    return f'otpauth://totp/{label}?{query}'


def picture(member: StaffMember, seed: str) -> str:
    """The same as a QR code: SVG without any style, dark on light."""
    return segno.make(address(member, seed), error='m').svg_inline(
        border=4, dark='#000', light='#fff', omitsize=True
    )


@transaction.atomic
def set_up(member: StaffMember, seed: str, code: str) -> list[str]:
    """Take this app from now on; gives fresh recovery codes.

    Empty, and nothing done, if the code is not of this app.
    """
    step = _step_of(seed, code)
    if step is None:
        return []
    now = timezone.now()
    made = {'seed': seed, 'last_step': step, 'made_at': now, 'used_at': now}
    SecondFactor.objects.update_or_create(member=member, defaults=made)
    codes = renew_recovery_codes(member)
    devices.note(member, 'an app for codes set up')
    return codes


def _key(seed: str) -> bytes:
    return salted_hmac(
        'privacy.entrance.factor',
        seed,
        secret=settings.PSEUDONYM_KEY,
        algorithm='sha256',
    ).digest()[:20]


def _step_of(seed: str, code: str) -> int | None:
    """The half minute of a code: this one, the one before or the next."""
    if not (code.isascii() and code.isdecimal() and len(code) == 6):
        return None
    totp = TOTP(_key(seed))
    totp.time = time.time()
    # `verify` moves the clock of `totp` to where the code fits.
    return totp.t() if totp.verify(int(code), tolerance=1) else None


# --- Recovery codes -----------------------------------------------------------


@transaction.atomic
def renew_recovery_codes(member: StaffMember) -> list[str]:
    """New ones; the old ones end. Nobody can read them a second time."""
    codes = [_in_groups(secrets.token_bytes(15)) for _ in range(SPARE)]
    member.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(member=member, digest=_digest(member, code))
        for code in codes
    )
    return codes


def _in_groups(random: bytes) -> str:
    code = base64.b32encode(random).decode().lower()
    return '-'.join(code[i : i + 6] for i in range(0, len(code), 6))


def _digest(member: StaffMember, code: str) -> str:
    letters = ''.join(filter(str.isalnum, code.lower()))
    return salted_hmac(
        'privacy.entrance.recovery',
        f'{member.pk} {letters}',
        secret=settings.PSEUDONYM_KEY,
        algorithm='sha256',
    ).hexdigest()


# --- At the door --------------------------------------------------------------


def accepts(member: StaffMember, typed: str) -> bool:
    """Whether it is a code of theirs; and then it never is again."""
    code = ''.join(typed.split())
    return _take_code(member, code) or _take_recovery_code(member, code)


def _take_code(member: StaffMember, code: str) -> bool:
    factor = SecondFactor.objects.filter(member=member).first()
    step = _step_of(factor.seed, code) if factor else None
    if factor is None or step is None:
        return False
    # One statement: of two at once with the same code, one gets in.
    unused = SecondFactor.objects.filter(
        pk=factor.pk, seed=factor.seed, last_step__lt=step
    )
    return bool(unused.update(last_step=step, used_at=timezone.now()))


@transaction.atomic
def _take_recovery_code(member: StaffMember, code: str) -> bool:
    spare = member.recovery_codes.filter(digest=_digest(member, code))
    gone, _ = spare.delete()
    if gone:
        devices.note(member, 'a recovery code used')
    return bool(gone)


def remove(member: StaffMember) -> None:
    """They set up a new one at their next sign-in."""
    SecondFactor.objects.filter(member=member).delete()
    member.recovery_codes.all().delete()
