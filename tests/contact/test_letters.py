"""A letter goes to everybody who wants it, once, whatever happens."""

import re
import threading
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from contact import sending, subscribing, tasks, writing
from contact.models import Delivery, Letter, Method, Subscription
from privacy import mail, tokens
from privacy.models import Suppressed
from privacy.post import LostSightError
from privacy.proof import suppression
from tests import make


pytestmark = pytest.mark.django_db

BODY = """Dear reader,

we built [an engine](https://ivelum.com/engine/). It has

- brass wheels
- and *no* <script>alert(1)</script>

![pixel](https://spy.example/p.gif)

{{ settings.SECRET_KEY }}
"""


@pytest.fixture(autouse=True)
def _https_and_no_waiting(settings):
    settings.SITE_URL = 'https://site.example'
    settings.LETTERS_PER_SECOND = 100_000


@pytest.fixture
def due():
    return make.letter(body=BODY, preheader='In short', started_at=None)


def send(letter):
    again = sending.send(letter.pk)
    letter.refresh_from_db()
    return again


def parts(message):
    """The text and the HTML, as a mail program unpacks them."""
    letter = message.message()
    return [
        letter.get_body((kind,)).get_content().replace('\r\n', '\n')
        for kind in ('plain', 'html')
    ]


def people(*names):
    return [make.subscriber(f'{name}@example.org') for name in names]


def test_everybody_who_said_yes_gets_it_and_nobody_else(due, mailoutbox):
    people('ada', 'bob')
    make.consent(subscription=make.subscription(email='unsure@example.org'))
    people('gone')[0].withdraw(Method.STOP_LINK)
    people('erased')
    suppression.suppress('erased@example.org', Suppressed.ERASED)
    make.subscriber(
        'away@example.org', paused_until=timezone.now() + timedelta(days=9)
    )

    assert send(due) is None

    assert sorted(m.to[0][:3] for m in mailoutbox) == ['ada', 'bob']
    assert due.finished_at
    assert Delivery.objects.filter(sent_at__isnull=False).count() == 2


def test_nobody_gets_it_twice(due, mailoutbox):
    people('ada')

    send(due)
    Letter.objects.update(reached=0)
    send(due)
    tasks.send_what_is_due(int(timezone.now().timestamp()))

    assert len(mailoutbox) == 1


def test_the_headers_are_those_of_rfc_8058(due, mailoutbox):
    [ada] = people('ada')

    send(due)

    raw = mailoutbox[0].raw
    assert b'\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n' in raw
    letter = message_from_bytes(raw, policy=policy.default)
    by_web, by_mail = letter['List-Unsubscribe'].split(',')
    assert re.fullmatch(
        r'<https://site\.example/newsletter/stop/\S+/>', by_web.strip()
    )
    assert re.fullmatch(
        r'<mailto:info@ivelum\.com\?subject=Stop%20these%20letters%20\S+>',
        by_mail.strip(),
    )
    assert letter['List-Id'] == 'ivelum newsletter <newsletter.site.example>'
    assert letter['Precedence'] == 'bulk'
    assert 'Auto-Submitted' not in letter
    assert 'Feedback-ID' not in letter
    assert ada.email == letter['To']


@pytest.mark.parametrize('form', ['multipart', 'urlencoded'])
def test_a_mail_provider_stops_it_with_one_post(due, mailoutbox, form):
    [ada] = people('ada')
    send(due)
    url = re.search(
        r'<https://site\.example(\S+)>',
        mailoutbox[0].message()['List-Unsubscribe'],
    )[1]
    as_posted = {
        'multipart': {'data': {'List-Unsubscribe': 'One-Click'}},
        'urlencoded': {
            'data': 'List-Unsubscribe=One-Click',
            'content_type': 'application/x-www-form-urlencoded',
        },
    }[form]
    provider = Client(enforce_csrf_checks=True)
    provider.cookies['sessionid'] = 'somebody-else'

    assert provider.get(url).status_code == 200
    ada.refresh_from_db()
    assert ada.is_living
    answers = [
        provider.post(url, headers={'sec-fetch-site': site}, **as_posted)
        for site in ('cross-site', 'none')
    ]

    ada.refresh_from_db()
    assert not ada.is_living
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert not answers[0].cookies


def test_each_has_a_link_of_their_own_at_the_bottom_of_both_parts(
    due, mailoutbox
):
    people('ada', 'bob')

    send(due)

    links = set()
    for message in mailoutbox:
        text, html = parts(message)
        link = message.message()['List-Unsubscribe'].split('>')[0][1:]
        assert text.rstrip().endswith(link)
        assert link in html[html.rindex('<p>') :]
        assert '\ue000' not in text + html
        links.add(link)
    assert len(links) == 2


def test_it_says_why_it_came_and_from_where(due, mailoutbox):
    people('ada')

    send(due)

    for part in parts(mailoutbox[0]):
        assert 'because you asked for it' in part
        assert '08128 Vilnius' in part
        assert 'https://site.example/newsletter/yours/' in part


def test_nothing_in_it_is_fetched_or_carried_out(due, mailoutbox):
    people('ada')

    send(due)

    _, html = parts(mailoutbox[0])
    assert '<script' not in html
    assert '&lt;script&gt;' in html
    assert not re.search(r'<(img|link|iframe|object)|src=|url\(', html)
    assert '{{ settings.SECRET_KEY }}' in html
    assert 'href="https://ivelum.com/engine/"' in html


def test_the_text_reads_well_alone(due, mailoutbox):
    people('ada')

    send(due)

    text, _ = parts(mailoutbox[0])
    assert 'an engine <https://ivelum.com/engine/>. It has' in text
    assert '\n- brass wheels\n- and no <script>' in text
    assert max(map(len, text.split('\n'))) < 200


def test_two_lists_stay_two_in_the_text():
    assert writing.text('- a\n- b\n\n1. c\n') == '- a\n- b\n\n1. c\n'


def test_who_leaves_while_it_is_sent_gets_none(due, mailoutbox, monkeypatch):
    ada, bob = people('ada', 'bob')
    real = sending._post

    def post(delivery, *door):
        real(delivery, *door)
        subscribing.stop(bob.pk, Method.STOP_LINK)

    monkeypatch.setattr(sending, '_post', post)
    send(due)

    assert [m.to for m in mailoutbox] == [[ada.email]]
    assert due.finished_at


def test_a_pause_stops_it_in_the_middle_and_it_goes_on_where_it_was(
    due, mailoutbox, monkeypatch
):
    people('ada', 'bob', 'eve')
    real = sending._post

    def post(delivery, *door):
        real(delivery, *door)
        Letter.objects.update(paused_at=timezone.now())

    with monkeypatch.context() as patch:
        patch.setattr(sending, '_post', post)
        assert send(due) is None
    assert len(mailoutbox) == 1
    assert sending.send(due.pk) is None
    Letter.objects.update(paused_at=None)
    send(due)

    assert len({m.to[0] for m in mailoutbox}) == len(mailoutbox) == 3
    assert due.finished_at


class Server:
    """A mail server in a mood: what it answers, address by address."""

    def __init__(self):
        self.moods, self.taken = {}, []

    @contextmanager
    def many(self):
        yield self.post

    def post(self, letter):
        [to] = letter.to
        mood = self.moods.get(to[:3])
        if isinstance(mood, Exception):
            raise mood
        self.taken.append((to, letter.message()['Message-ID']))


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(mail, 'many', server.many)
    return server


def test_a_server_that_is_away_for_an_hour_loses_nothing(due, server):
    people('ada', 'bob')
    server.moods = {'ada': mail.AwayError()}

    again = send(due)
    assert timezone.now() < again < timezone.now() + timedelta(minutes=2)
    assert not server.taken
    server.moods = {}
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.filter(code=421).update(tried_at=an_hour_ago)
    assert send(due) is None

    assert sorted(to[:3] for to, _ in server.taken) == ['ada', 'bob']
    assert due.finished_at


def test_not_now_is_tried_again_later_and_never_is_not(due, server):
    people('ada', 'bob')
    server.moods = {
        'ada': mail.RefusedError(451),
        'bob': mail.RefusedError(550),
    }

    again = send(due)
    assert again > timezone.now() + timedelta(minutes=4)
    assert send(due)
    assert due.finished_at is None
    server.moods = {}
    earlier = timezone.now() - timedelta(minutes=16)
    Delivery.objects.filter(code=451).update(tried_at=earlier)
    assert send(due) is None

    assert [to for to, _ in server.taken] == ['ada@example.org']
    assert Delivery.objects.get(code=550).ended_at
    assert due.finished_at


def test_what_a_dead_worker_left_may_have_arrived_and_is_not_sent_again(
    due, server
):
    [ada] = people('ada')
    Letter.objects.update(started_at=timezone.now())
    make.delivery(letter=due, subscription=ada)

    send(due)

    assert not server.taken
    assert due.finished_at
    assert due.deliveries.unsure().count() == 1


def test_a_line_that_breaks_with_a_letter_in_it_is_no_reason_to_repeat_it(
    due, server
):
    people('ada', 'bob')
    server.moods = {'ada': LostSightError()}

    assert send(due) > timezone.now()
    server.moods = {}
    assert send(due) is None

    assert [to for to, _ in server.taken] == ['bob@example.org']
    assert due.deliveries.unsure().get().subscription.email == 'ada@example.org'


def test_what_was_refused_is_not_tried_again_if_they_stopped_it(due, server):
    [ada] = people('ada')
    Letter.objects.update(started_at=timezone.now())
    an_hour_ago = timezone.now() - timedelta(hours=1)
    make.delivery(letter=due, subscription=ada, code=451, tried_at=an_hour_ago)
    ada.withdraw(Method.STOP_LINK)

    send(due)

    assert not server.taken
    assert due.finished_at


def test_a_draft_and_a_letter_of_tomorrow_stay(server):
    people('ada')
    later = timezone.now() + timedelta(days=1)
    for changes in ({'send_at': None}, {'send_at': later, 'slug': 'later'}):
        send(make.letter(started_at=None, **changes))

    assert not server.taken


def test_it_takes_few_rows_into_memory(due, django_assert_max_num_queries):
    people('ada')

    with django_assert_max_num_queries(40) as seen:
        send(due)

    chosen = [
        q['sql']
        for q in seen
        if 'deliveries' in q['sql'] or 'LIMIT' in q['sql']
    ]
    assert any(f'LIMIT {sending.BATCH}' in sql for sql in chosen)


def test_pace_is_kept(monkeypatch):
    monkeypatch.setattr(sending.time, 'monotonic', lambda: 7.0)
    pace = sending.Pace(2)

    assert [pace.rest(), pace.rest()] == [0.5, 1.0]


def test_a_letter_in_our_mailbox_shows_no_name_in_its_links(due, mailoutbox):
    [ada] = people('ada')

    send(due)

    link = mailoutbox[0].message()['List-Unsubscribe']
    token = re.search(r'stop/([^/]+)/', link)[1]
    assert 'ada' not in link.replace(token, '')
    assert tokens.read('stop', token, good_for=timedelta(days=1)) == ada.pk


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_that_is_under_way_is_waited_for():
    """Two real connections: the one who leaves was first, and is heard."""
    subscription, letter = make.subscriber(), make.letter()
    is_waiting, refusals = threading.Event(), []

    def claim():
        try:
            is_waiting.set()
            refusals.append(sending.Book(letter).claim(subscription))
        finally:
            connection.close()

    thread = threading.Thread(target=claim)
    with transaction.atomic():
        Subscription.objects.select_for_update().get(pk=subscription.pk)
        thread.start()
        is_waiting.wait(10)
        thread.join(0.3)
        assert thread.is_alive()
        subscription.withdraw(Method.STOP_LINK)
    thread.join(10)

    assert refusals == [None]
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_send_one_letter():
    letter, met = make.letter(), []

    def other():
        with sending.alone_with(letter.pk) as is_mine:
            met.append(is_mine)
        connection.close()

    with sending.alone_with(letter.pk) as is_mine:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)

    assert (is_mine, met) == (True, [False])
