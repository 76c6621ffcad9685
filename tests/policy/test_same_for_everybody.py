"""Wherever somebody is, they get the same; and there is no other door."""

import pytest
from django.urls import URLPattern, get_resolver

from privacy.models import DataSubjectRequest


PLACES = [
    {'HTTP_ACCEPT_LANGUAGE': language, 'REMOTE_ADDR': network}
    for language in ('lt', 'en-US', 'zh-CN')
    for network in ('192.0.2.1', '198.51.100.7', '2001:db8::1')
]
# Behind all others stands a link that was mailed to a proven address.
DOORS = {
    'notices',
    *('contact', 'request', 'code', 'link'),
    *('newsletter', 'newsletter-stop', 'preferences-ask'),
}


@pytest.mark.django_db
@pytest.mark.parametrize('right', ['access', 'complaint'])
def test_wherever_a_request_comes_from_it_is_due_on_the_same_day(client, right):
    for number, place in enumerate(PLACES):
        domain = ('example.lt', 'example.com', 'example.cn')[number % 3]
        form = {'right': right, 'email': f'ada{number}@{domain}'}
        client.post('/privacy/request/', form, **place)

    made = DataSubjectRequest.objects.all()
    assert made.count() == len(PLACES)
    assert len(set(made.values_list('received_on', 'due_on'))) == 1


@pytest.mark.django_db
def test_there_is_no_other_door_for_data(client):
    open_to_strangers = {
        pattern.name
        for path, pattern in every_public_path(get_resolver())
        if client.post(path).status_code not in {404, 405, 410}
    }

    assert open_to_strangers == DOORS


def every_public_path(resolver, before=''):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            for name in pattern.pattern.converters:
                route = route.replace(f'<{name}>', 'x')
            yield f'/{route}', pattern
        elif pattern.namespace != 'admin':
            yield from every_public_path(pattern, route)
