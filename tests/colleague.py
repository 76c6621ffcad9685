"""A test client that sits down at the desk with both factors."""

from time import time

from django.test import Client
from django_otp.oath import TOTP

from privacy.entrance import factor
from privacy.models import KnownDevice, SecondFactor


SEED = 'f' * 64
NOTHING_SAID = 'something else on something else'


class DeskClient(Client):
    """`force_login` is the whole sign-in: password, code, known browser.

    `login` is half of it: the password.
    """

    def login(self, **credentials):
        is_right = super().login(**credentials)
        if is_right:
            begin(self)
        return is_right

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        sit_down(self, user)


def sit_down(client, member):
    """As if they had just typed a code; the browser said nothing of itself."""
    with_an_app(member)
    device, _ = KnownDevice.objects.get_or_create(
        member=member, digest='0' * 64, browser=NOTHING_SAID
    )
    begin(client, proven_at=time(), device=device.pk)


def begin(client, **more):
    session = client.session
    now = {'began_at': time(), 'seen_at': time()}
    session.update({**now, 'browser': NOTHING_SAID, **more})
    session.save()


def with_an_app(member):
    SecondFactor.objects.get_or_create(
        member=member, defaults={'seed': SEED, 'last_step': 0}
    )


def code_of(seed=SEED, steps_from_now=0):
    """What the app shows, now or some half minutes later."""
    totp = TOTP(factor._key(seed), drift=steps_from_now)
    totp.time = time()
    return f'{totp.token():06}'
