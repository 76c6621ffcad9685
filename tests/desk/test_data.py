"""What colleagues correct and delete, and who looks after it."""

import pytest

from contact.models import Enquiry
from privacy.models import (
    AuditEvent,
    DataSubjectRequest,
    Decision,
    State,
)
from tests import make
from tests.desk.conftest import page, press, state_of


pytestmark = pytest.mark.django_db


def test_corrections_are_decided_side_by_side(desk, worker, mailoutbox):
    dsr = make.open_case('rectification')
    make.enquiry()
    one = make.correction(dsr=dsr)
    two = make.correction(
        dsr=dsr, field='message', old_value='Build', new_value='B'
    )

    form = desk.get(page(dsr, 'decide')).text
    assert 'Ada L.' in form
    press(
        desk,
        dsr,
        'decide',
        **{
            f'decision_{one.pk}': 'accepted',
            f'decision_{two.pk}': 'refused',
            f'reason_{two.pk}': 'You did write it like that, in 2024.',
        },
    )
    worker()

    assert Enquiry.objects.get().name == 'Ada L.'
    two.refresh_from_db()
    assert two.decision == Decision.REFUSED
    assert state_of(dsr) == State.ANSWERED
    assert mailoutbox[-1].to == [make.ADA]


def test_a_no_to_a_correction_has_a_reason(desk):
    dsr = make.open_case('rectification')
    one = make.correction(dsr=dsr)

    form = desk.post(page(dsr, 'decide'), {f'decision_{one.pk}': 'refused'})

    assert form.status_code == 400
    assert 'at least 20 characters' in form.text


def test_a_child_is_removed_without_papers(confirm, desk, worker):
    make.enquiry()
    confirm('child', details='My daughter of ten wrote to you.')

    dsr = DataSubjectRequest.objects.get()
    assert Enquiry.objects.get().restriction
    form = desk.get(page(dsr, 'erase'))
    planned = form.context['form'].initial['as_planned']
    press(desk, dsr, 'erase', as_planned=planned)
    worker()

    assert not Enquiry.objects.exists()
    assert state_of(dsr) == State.ANSWERED


def test_what_is_deleted_is_what_was_seen(confirm, desk, worker):
    make.enquiry()
    confirm('child', details='My daughter of ten wrote to you.')
    dsr = DataSubjectRequest.objects.get()
    form = desk.get(page(dsr, 'erase'))
    planned = form.context['form'].initial['as_planned']
    make.enquiry(message='One more.')

    page_again = desk.post(
        page(dsr, 'erase'),
        {'as_planned': planned, 'seen': '0', 'confirm': 'yes'},
    )

    assert 'Rows came or went' in page_again.text
    assert Enquiry.objects.count() == 2


def test_a_place_that_stays_is_explained(confirm, desk, worker):
    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')
    confirm('erasure')
    dsr = DataSubjectRequest.objects.get()
    assert dsr.unexplained == 1

    ground = 'Article 17(3)(e): it is the letter of somebody else.'
    press(desk, dsr, 'explain', ground=ground)
    worker()

    assert state_of(dsr) == State.ANSWERED


def test_a_colleague_takes_it_and_another_cannot(desk, second, team):
    dsr = make.open_case('complaint')

    press_at_once(desk, dsr, 'take')
    late = press_at_once(second(), dsr, 'take')

    assert late.status_code == 409
    assert 'A colleague looks after it.' in late.text
    assert DataSubjectRequest.objects.get().taken_by == team[0]


def press_at_once(client, dsr, act):
    seen = client.get(page(dsr)).context['seen']
    form = {'seen': seen, 'confirm': 'yes'}
    return client.post(page(dsr, act), form, follow=True)


def test_every_act_is_in_the_audit_under_a_number(desk, team):
    dsr = make.open_case('complaint')

    press_at_once(desk, dsr, 'take')
    press(desk, dsr, 'write', body='A moment, please.')

    acts = AuditEvent.objects.filter(dsr=dsr).acts()
    assert [(e.action, e.by_id) for e in acts] == [
        ('taken', team[0].pk),
        ('message_out', team[0].pk),
    ]
