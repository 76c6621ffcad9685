"""Ada, by words that nobody else has, and all that she may do here."""

from privacy import tokens
from privacy.models import ClaimedAddress, Right
from tests import make
from tests.defects.doors import way_to


ADA = {
    'name': 'Zebulon Quartz',
    'email': make.ADA,
    'message': 'The xylophone is secret.',
}
WORDS = ['zebulon', 'quartz', 'xylophone', 'ada@', 'ada%40']


def named_in(text):
    return [word for word in WORDS if word in text.lower()]


def use_every_right(client, work):
    """Ada writes, uses all her rights, and is forgotten in the end."""
    client.post('/contact/', ADA | {'newsletter': 'on'})
    work()
    rights = [right for right in Right if right != Right.ERASURE]
    for right in [*rights, Right.ERASURE]:
        form = {'right': right, 'details': ADA['message']}
        client.post('/privacy/request/', form | {'email': make.ADA})
        work()
        claim = ClaimedAddress.objects.latest('pk')
        token = tokens.make('proof', claim.pk)
        client.get(f'/privacy/request/{token}/')
        client.post(f'/privacy/request/{token}/')
        work()
        message = way_to('case', claim.request) + 'message/'
        client.post(message, {'body': ADA['message']})
        b''.join(client.post(way_to('me', claim.request) + 'copy/'))
        work()
