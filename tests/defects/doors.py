"""How pages are opened: by the links in our letters, and by force."""

import re

from contact.models import Enquiry
from privacy import tokens


def way_to(place, dsr):
    """The page of a request, or of a profile, as its letter shows it."""
    claim = dsr.addresses.latest('pk')
    return f'/privacy/{place}/{tokens.make(place, claim.pk)}/'


def links_in_letters(mailoutbox):
    bodies = '\n'.join(letter.body for letter in mailoutbox)
    return sorted(set(re.findall(r'http://localhost:8000(/\S+)', bodies)))


def everything_by_post(client, path):
    """Whatever a door may be asked for, by whoever knows its address."""
    form = {
        'kind': 'contact.Enquiry',
        'row': Enquiry.objects.first().pk,
        'field': 'name',
        'new_value': 'Eve',
        'body': 'I am Ada, believe me.',
    }
    return client.post(path, form).status_code
