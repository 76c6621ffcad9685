"""A list of subscribers leaves for a reason, and by two."""

import pytest

from contact.models import Export
from privacy.models import AuditEvent
from tests import make
from tests.colleague import DeskClient


pytestmark = pytest.mark.django_db

DESK = '/admin/contact/export/'


def desk_of(email):
    client = DeskClient(headers={'sec-fetch-site': 'same-origin'})
    client.force_login(make.member(email))
    return client


@pytest.fixture
def asked():
    form = {'reason': make.REASON, 'confirm': 'yes', 'seen': '0'}
    desk_of(make.FIRST).post(f'{DESK}new/ask/', form)
    return Export.objects.get()


def agree(asked, email):
    seen = AuditEvent.objects.exclude(action='consulted').latest('seq').seq
    form = {'confirm': 'yes', 'seen': seen}
    return desk_of(email).post(f'{DESK}{asked.pk}/agree/', form)


def take(asked, email=make.FIRST):
    return desk_of(email).post(f'{DESK}{asked.pk}/take/')


def test_who_asked_cannot_agree_and_nothing_leaves(asked):
    assert agree(asked, make.FIRST).status_code == 409
    assert take(asked).status_code == 409


def test_with_a_second_person_it_leaves_once(asked):
    make.subscriber()
    make.subscriber(make.STRANGER).withdraw('stop_link')

    agree(asked, make.SECOND)
    assert take(asked, make.SECOND).status_code == 409
    first, second = take(asked), take(asked)

    table = b''.join(first.streaming_content).decode()
    assert make.ADA in table
    assert make.STRANGER not in table
    assert second.status_code == 409


def test_each_step_is_in_the_audit(asked):
    agree(asked, make.SECOND)
    take(asked)

    acts = AuditEvent.objects.filter(kind='contact.Export').order_by('seq')
    told = [act.purpose for act in acts if act.action != 'consulted']
    assert told == ['asked for', 'agreed to', 'taken']
    page = desk_of(make.FIRST).get(f'{DESK}{asked.pk}/change/').text
    assert page.index('Taken, by') < page.index('Asked for, by')


def test_the_form_says_that_it_takes_two():
    page = desk_of(make.FIRST).get(f'{DESK}new/ask/').content.decode()

    assert 'A second person must agree' in page


def test_no_list_on_the_desk_shows_the_addresses():
    make.subscriber()

    for name in ('subscription', 'consentevent', 'export', 'letter'):
        page = desk_of(make.FIRST).get(f'/admin/contact/{name}/')
        assert page.status_code == 200
        assert make.ADA not in page.content.decode()


def test_a_look_takes_nothing(asked):
    agree(asked, make.SECOND)

    assert desk_of(make.FIRST).get(f'{DESK}{asked.pk}/take/').status_code == 403
    asked.refresh_from_db()
    assert asked.taken_at is None
