"""Only who reads an address can ask about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contact.models import Enquiry
from privacy import tokens
from privacy.cases import codes
from privacy.models import ClaimedAddress, DataSubjectRequest, State
from privacy.subjects.search import rows_about
from tests import make


pytestmark = pytest.mark.django_db

OFFICE = 'office@example.org'


def ask_for_two(client, worker, right='erasure'):
    form = {'email': make.ADA, 'others': OFFICE, 'right': right}
    client.post('/privacy/request/', form)
    worker()


def claim_of(email):
    return ClaimedAddress.objects.get(email=email, proven_at=None)


def press(client, worker, email):
    token = tokens.make('proof', claim_of(email).pk)
    answer = client.post(f'/privacy/request/{token}/')
    worker()
    return answer


def test_each_address_gets_its_own_link(client, worker, mailoutbox):
    ask_for_two(client, worker)

    assert {m.to[0] for m in mailoutbox} == {make.ADA, OFFICE}
    assert len({m.body for m in mailoutbox}) == 2


def test_only_the_proven_address_is_searched(client, worker):
    make.enquiry()
    make.enquiry(email=OFFICE)
    ask_for_two(client, worker)

    press(client, worker, make.ADA)

    assert [e.email for e in Enquiry.objects.all()] == [OFFICE]


def test_the_other_can_be_proven_later(client, worker):
    make.enquiry()
    make.enquiry(email=OFFICE)
    ask_for_two(client, worker)
    press(client, worker, make.ADA)

    press(client, worker, OFFICE)

    assert not Enquiry.objects.exists()
    states = DataSubjectRequest.objects.values_list('state', flat=True)
    assert set(states) == {State.ANSWERED}


def test_a_link_works_once(client, ask):
    link = ask('access')

    assert client.post(link).status_code == 302
    a_moment_later()
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


def a_moment_later():
    """More than the time between two presses of one button."""
    ago = timezone.now() - timedelta(minutes=2)
    ClaimedAddress.objects.update(proven_at=ago)


def test_two_presses_of_the_button_lead_to_one_request(client, ask):
    link = ask('access')

    first, second = client.post(link), client.post(link)

    assert first.status_code == second.status_code == 302
    # What follows in a link is its second, and may be the next one.
    assert first.url.partition(':')[0] == second.url.partition(':')[0]
    assert client.get(second.url).status_code == 200
    assert DataSubjectRequest.objects.count() == 1


def test_a_link_works_for_two_days(client, ask):
    link = ask('access')
    ClaimedAddress.objects.update(
        claimed_at=timezone.now() - timedelta(hours=49)
    )

    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


@pytest.mark.parametrize('token', ['forged', 'a:b:c', '%00', 'ü'])
def test_a_link_nobody_made_is_dead(client, token):
    for page in ('request', 'case', 'me'):
        assert client.get(f'/privacy/{page}/{token}/').status_code in (400, 410)


def test_a_stranger_sees_the_same_page(client, worker):
    form = {'email': make.ADA, 'right': 'access'}
    unknown = client.post('/privacy/request/', form, follow=True)
    make.enquiry()
    known = client.post(
        '/privacy/request/', form | {'details': 'x'}, follow=True
    )

    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain


def type_code(client, reference, code):
    form = {'reference': reference, 'code': code}
    return client.post('/privacy/code/', form)


def test_the_code_in_the_letter_does_the_same(client, ask, mailoutbox):
    ask('access')
    dsr = DataSubjectRequest.objects.get()
    shown = codes.shown(claim_of(make.ADA))
    assert shown in mailoutbox[-1].body

    answer = type_code(client, dsr.reference.lower().replace('-', ' '), shown)

    assert answer.url.startswith('/privacy/case/')
    dsr.refresh_from_db()
    assert dsr.state == State.OPEN


def test_a_wrong_code_keeps_what_was_typed(client, ask):
    ask('access')
    reference = DataSubjectRequest.objects.get().reference

    answer = type_code(client, reference, '00000000')

    assert answer.status_code == 400
    assert reference in answer.content.decode()
    assert DataSubjectRequest.objects.get().state == State.RECEIVED


def test_a_code_cannot_be_tried_out(client, ask):
    ask('access')
    reference = DataSubjectRequest.objects.get().reference
    for number in range(10):
        type_code(client, reference, f'{number:08}')

    right = codes.code_for(claim_of(make.ADA))
    assert type_code(client, reference, right).status_code == 429


def test_a_code_opens_its_own_request_only(client, ask):
    ask('access')
    code = codes.code_for(claim_of(make.ADA))
    other = make.dsr(email=OFFICE)

    assert type_code(client, other.reference, code).status_code == 400


def test_a_second_request_joins_the_first_after_its_own_proof(client, confirm):
    first = confirm('complaint', details='First.')
    again = confirm('complaint', details='And second.')

    older, newer = DataSubjectRequest.objects.order_by('pk')
    assert newer.joined_to == older
    assert older.state == State.OPEN
    assert 'And second.' in client.get(first).content.decode()
    assert client.get(again, follow=True).status_code == 200


def test_a_second_request_alone_changes_nothing_of_the_first(
    client, worker, ask
):
    link = ask('access')
    ask('access', details='from somebody else')

    answer = client.post(link)
    worker()

    assert answer.status_code == 302
    states = DataSubjectRequest.objects.order_by('pk')
    assert [d.state for d in states] == [State.ANSWERED, State.RECEIVED]


def renew(client, worker, **form):
    answer = client.post('/privacy/link/', form)
    worker()
    return answer


def test_a_dead_link_is_renewed(client, worker, ask, mailoutbox, link_in):
    ask('access')
    ClaimedAddress.objects.update(
        claimed_at=timezone.now() - timedelta(hours=49)
    )
    reference = DataSubjectRequest.objects.get().reference

    renew(client, worker, reference=reference, email=make.ADA)

    fresh = link_in(mailoutbox[-1], '/privacy/request/')
    assert len(mailoutbox) == 2
    assert client.post(fresh).status_code == 302


def test_the_way_to_a_case_is_renewed(client, worker, mailoutbox, link_in):
    dsr = make.open_case('complaint')

    renew(client, worker, reference=dsr.reference, email=make.ADA)

    case = link_in(mailoutbox[-1], '/privacy/case/')
    assert client.get(case).status_code == 200


def test_renewing_for_a_stranger_looks_the_same(client, worker, mailoutbox):
    dsr = make.open_case('complaint')

    known = renew(client, worker, reference=dsr.reference, email=make.ADA)
    unknown = renew(client, worker, reference=dsr.reference, email=OFFICE)

    assert known.url == unknown.url
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    'others', ['not an address', 'a@b.org\n' * 2 + 'x', '\n'.join('abcdef')]
)
def test_other_addresses_are_checked_like_the_first(client, others):
    form = {'email': make.ADA, 'right': 'access', 'others': others}

    answer = client.post('/privacy/request/', form)

    assert answer.status_code == 400
    assert not DataSubjectRequest.objects.exists()


def test_two_presses_of_one_button_are_one_request(client, worker, mailoutbox):
    form = {'email': make.ADA, 'right': 'access'}
    client.post('/privacy/request/', form)
    client.post('/privacy/request/', form)
    worker()

    assert DataSubjectRequest.objects.count() == len(mailoutbox) == 1


def test_who_only_names_her_address_puts_nothing_into_her_data(client, worker):
    """Mallory names Ada's address in a request of her own."""
    form = {'email': OFFICE, 'others': make.ADA, 'right': 'complaint'}
    client.post('/privacy/request/', form | {'details': 'By Mallory.'})
    worker()
    press(client, worker, OFFICE)

    found = [
        model._meta.label
        for model, _, rows in rows_about([make.ADA])
        if rows.exists()
    ]
    assert found == ['privacy.ClaimedAddress']


def test_and_her_erasure_leaves_the_request_of_the_other_alone(
    client, worker, confirm
):
    form = {'email': OFFICE, 'others': make.ADA, 'right': 'complaint'}
    client.post('/privacy/request/', form | {'details': 'By Mallory.'})
    worker()
    press(client, worker, OFFICE)

    confirm('erasure')

    other = DataSubjectRequest.objects.get(right='complaint')
    assert other.details == 'By Mallory.'
    assert other.proven_emails() == [OFFICE]


def test_a_profile_shows_one_address_and_never_proves_another(
    client, worker, mailoutbox, link_in
):
    """Mallory asks with Ada's address beside his own, then uses his page."""
    make.enquiry()
    make.enquiry(email=OFFICE, message='Mine.')
    ask_for_two(client, worker, right='rectification')
    mailoutbox.clear()
    press(client, worker, OFFICE)
    me = link_in(
        next(m for m in mailoutbox if m.to == [OFFICE]), '/privacy/me/'
    )

    form = {'kind': 'contact.Enquiry', 'field': 'name', 'new_value': 'M'}
    own = Enquiry.objects.get(email=OFFICE).pk
    client.post(me + 'correct/', form | {'row': own})
    page = client.get(me).content.decode()
    client.post(me + 'delete/')
    worker()

    assert 'Mine.' in page
    assert 'Build me an engine.' not in page
    assert Enquiry.objects.get().email == make.ADA
    assert claim_of(make.ADA)


def test_even_if_she_proves_it_he_sees_nothing_of_hers(
    client, worker, mailoutbox, link_in
):
    make.enquiry()
    ask_for_two(client, worker, right='access')
    press(client, worker, make.ADA)
    mailoutbox.clear()
    press(client, worker, OFFICE)

    me = link_in(mailoutbox[-1], '/privacy/me/')
    assert 'Build me an engine.' not in client.get(me).content.decode()


def test_the_letter_warns_of_other_addresses(client, worker, mailoutbox):
    ask_for_two(client, worker)

    assert 'The request names 1 other address, too.' in mailoutbox[0].body


def test_who_shares_an_address_does_not_join_the_case_of_the_other(
    client, worker
):
    """Anna proved her own and the office's; a colleague reads the office's."""
    ask_for_two(client, worker, right='complaint')
    press(client, worker, make.ADA)
    press(client, worker, OFFICE)
    form = {'email': OFFICE, 'right': 'complaint', 'details': 'Mine.'}
    client.post('/privacy/request/', form)
    worker()

    press(client, worker, OFFICE)

    annas, offices, again = DataSubjectRequest.objects.order_by('pk')
    assert annas.proven_emails() == [make.ADA]
    assert not annas.messages.exists()
    assert again.joined_to == offices


def test_her_own_request_is_never_taken_for_a_second_press_of_his(
    client, worker, mailoutbox
):
    ask_for_two(client, worker, right='rectification')
    client.post(
        '/privacy/request/', {'email': make.ADA, 'right': 'rectification'}
    )
    worker()

    assert DataSubjectRequest.objects.count() == 2
    assert [m.to[0] for m in mailoutbox].count(make.ADA) == 2


def test_a_flood_of_letters_waits_and_locks_nobody_out(
    client, worker, mailoutbox
):
    for number in range(12):
        form = {'email': make.ADA, 'right': 'access', 'details': str(number)}
        answer = client.post('/privacy/request/', form)
        assert answer.status_code == 302
        worker()

    assert len(mailoutbox) == 2
    assert DataSubjectRequest.objects.count() == 12


def test_a_pile_of_accents_costs_nothing(client):
    pile = 'a' + '\u0301\u0316' * 60_000
    form = {'email': make.ADA, 'right': 'access', 'others': pile}

    answer = client.post('/privacy/request/', form)

    assert answer.status_code == 400
