"""What was promised, beside what is there. Every line must say 0 lost."""

import re
import time
from collections import Counter, defaultdict

from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from contact.models import ConsentEvent, Delivery, Enquiry, Letter, Subscription
from privacy import mail, pseudonyms
from privacy.models import (
    Action,
    AuditEvent,
    ClaimedAddress,
    DataSubjectRequest,
    LedgerLine,
    Right,
    State,
)
from privacy.proof import audit, chain, ledger
from privacy.proof.chain import Mark
from tests.chaos.tables import dump


CANARY = re.compile(r'\bq\d{5,}z\b')
# Where what a person wrote belongs. Everywhere else it has leaked.
HOME = {
    *('contact_enquiry', 'contact_subscription', 'privacy_claimedaddress'),
    *('privacy_datasubjectrequest', 'privacy_casemessage'),
}
BY_HAND = (Right.OBJECTION, Right.COMPLAINT)
# A letter that was let go before the stop may still be on its way.
ON_ITS_WAY = settings.EMAIL_TIMEOUT


class Accounts:
    def __init__(self, town, office, stack):
        self.people, self.answers = [*town.people.values()], town.answers
        since = time.time() - time.perf_counter()
        self.letters = [
            (letter, since + moment)
            for letter, moment in zip(office.letters, office.times, strict=True)
        ]
        self.numbers = Counter(str(m['Message-ID']) for m, _ in self.letters)
        self.logs, self.tables = stack.said(), dump(stack.server)

    def lines(self):
        """(what, how many were looked at, what is wrong)."""
        for check in CHECKS:
            looked, wrong = check(self)
            yield check.__doc__, looked, [*wrong]

    def erased(self):
        """They asked for it, and pressed the button in our letter."""
        return [
            person
            for person in self.people
            if person.right == Right.ERASURE and person.thanked['proof']
        ]

    def others(self):
        """Whom nobody may have deleted."""
        return [p for p in self.people if p.right != Right.ERASURE]


# --- What people were thanked for ---------------------------------------------


def enquiries(a):
    """enquiry: thanked once, there once"""
    found = Counter(Enquiry.objects.values_list('email', flat=True))
    return counted(a.others(), 'enquiry', found)


def sign_ups(a):
    """sign-up: thanked once, there once"""
    rows = Subscription.objects.exclude(email=None)
    found = Counter(rows.values_list('email', flat=True))
    return counted(a.others(), 'sign-up', found)


def requests(a):
    """request: thanked once, there once"""
    rows = ClaimedAddress.objects.exclude(email=None)
    found = Counter(rows.values_list('email', flat=True))
    return counted(a.others(), 'request', found)


def counted(people, what, found):
    tried = [person for person in people if person.tried[what]]
    wrong = [
        person.canary
        for person in tried
        if (found[person.email] > 1 and not person.pressed_late)
        or found[person.email] < person.thanked[what]
    ]
    return len(tried), wrong


def yeses(a):
    """newsletter: who confirmed is subscribed"""
    said = [p for p in a.people if p.thanked['confirmation']]
    confirmed = ConsentEvent.objects.filter(kind='confirmed')
    macs = set(confirmed.values_list('mac', flat=True))
    return len(said), [
        p.canary for p in said if pseudonyms.mac(p.email) not in macs
    ]


def stops(a):
    """newsletter: who stopped it has stopped"""
    stopped = [p for p in a.people if p.stopped_at]
    living = set(Subscription.objects.living().values_list('email', flat=True))
    return len(stopped), [p.canary for p in stopped if p.email in living]


def ends(a):
    """case: advanced to exactly one end"""
    cases = DataSubjectRequest.objects.filter(
        addresses__proven_at__isnull=False
    ).distinct()
    answered = Counter(
        AuditEvent.objects.filter(action=Action.ANSWERED).values_list(
            'dsr', flat=True
        )
    )
    return len(cases), [c.pk for c in cases if not is_right(c, answered[c.pk])]


def is_right(case, answers):
    if case.right in BY_HAND and not case.joined_to_id:
        return case.state == State.OPEN and case.team_told_at and not answers
    # What joined an earlier case is answered there.
    return case.state == State.ANSWERED and answers == (not case.joined_to_id)


def proofs(a):
    """case: each proven request went on"""
    proven = ClaimedAddress.objects.exclude(proven_at=None).count()
    thanked = sum(p.thanked['proof'] for p in a.people)
    return thanked, range(max(0, thanked - proven))


# --- Mail ---------------------------------------------------------------------


def one_number(a):
    """mail: one event, one message id"""
    numbers = defaultdict(set)
    not_asked_for = {settings.TEAM_EMAIL}
    not_asked_for |= {p.email for p in a.people if p.pressed_late}
    for letter, _ in a.letters:
        if str(letter['To']) not in not_asked_for:
            key = str(letter['To']), str(letter['Subject'])
            numbers[key].add(str(letter['Message-ID']))
    return len(numbers), [key for key, ids in numbers.items() if len(ids) > 1]


def arrived(a):
    """mail: each receipt, and each word to the team, arrived"""
    free = Enquiry.objects.filter(restriction=None)
    wanted = [
        mail.message_id(f'contact/{name}', enquiry)
        for enquiry in free
        for name in ('acknowledge', 'tell_team')
    ]
    return len(wanted), [number for number in wanted if not a.numbers[number]]


def said_to_be_sent(a):
    """letter: each that we noted as sent arrived"""
    sent = Delivery.objects.exclude(sent_at=None)
    wanted = [number_of(d) for d in sent.select_related('letter')]
    return len(wanted), [number for number in wanted if not a.numbers[number]]


def number_of(delivery):
    return mail.message_id(
        'contact/letter', delivery.letter, str(delivery.subscription_id)
    )


def nobody_forgotten(a):
    """letter: everybody who wants it got it"""
    living = Subscription.objects.living().filter(restriction=None)
    pairs = [
        Delivery(letter=letter, subscription=subscription)
        for letter in Letter.objects.all()
        for subscription in living.filter(confirmed_at__lt=letter.written_at)
    ]
    return len(pairs), [d for d in pairs if not a.numbers[number_of(d)]]


def with_a_yes(a):
    """letter: none without a living consent"""
    steps = defaultdict(list)
    rows = ConsentEvent.objects.exclude(kind='requested').order_by('number')
    for event in rows:
        steps[event.mac].append((event.at.timestamp(), event.kind))
    many = [(m, at) for m, at in a.letters if m['List-Unsubscribe']]
    return len(many), [
        str(letter['To'])
        for letter, at in many
        if not was_living(steps[pseudonyms.mac(str(letter['To']))], at)
    ]


def was_living(steps, at):
    """At that moment, or so shortly before that the letter was under way."""
    before = [kind for moment, kind in steps if moment < at - ON_ITS_WAY]
    lately = [kind for moment, kind in steps if at - ON_ITS_WAY <= moment < at]
    return 'confirmed' in (*before[-1:], *lately)


# --- What must be whole, and what must be gone --------------------------------


def audit_chain(a):
    """audit chain whole"""
    verdict = audit.verify()
    return verdict.count, [] if verdict.is_whole else [verdict.broken_at]


def ledger_chain(a):
    """ledger whole"""
    verdict = chain.verify(LedgerLine)
    return verdict.count, [] if verdict.is_whole else [verdict.broken_at]


def ledgers(a):
    """ledger outside = ledger inside"""
    lines = [*LedgerLine.objects.all()]
    wrong = [line.seq for line in lines if differs(line)]
    last = Mark(lines[-1].seq, lines[-1].hash) if lines else ledger.NOTHING
    outside = ledger.newest_outside()
    return len(lines), wrong + [outside] * (outside != last)


def differs(line):
    outside = ledger.line_outside(line.seq)
    return outside is None or outside.hash != line.hash


def gone(a):
    """erased people: in no table"""
    wrong = [
        (person.canary, name)
        for person in a.erased()
        for name, text in a.tables.items()
        if person.canary in text
    ]
    return len(a.erased()), wrong


def leaks(a):
    """words of people: in no other table, job or log"""
    places = {n: t for n, t in a.tables.items() if n not in HOME}
    places['logs'] = a.logs
    wrong = [
        (name, found)
        for name, text in places.items()
        for found in CANARY.findall(text)
    ]
    return len(places), wrong


def jobs(a):
    """jobs: none stuck, none given up"""
    left = ProcrastinateJob.objects.all()
    return left.count(), [(j.task_name, j.status, j.args) for j in left]


def letters(a):
    """letters: none queued"""
    unsent = Delivery.objects.open().count()
    unfinished = Letter.objects.filter(finished_at=None).count()
    return Letter.objects.count(), range(unsent + unfinished)


def faults_shown(a):
    """pages: an error in place of an answer (500)"""
    told = re.findall(r'Internal Server Error.*(?:\n(?!\d{4}-).*)*', a.logs)
    return sum(a.answers.values()), told or range(a.answers[500])


CHECKS = (
    *(enquiries, sign_ups, requests, yeses, stops, proofs, ends),
    *(one_number, arrived, said_to_be_sent, nobody_forgotten, with_a_yes),
    *(audit_chain, ledger_chain, ledgers, gone, leaks, jobs, letters),
    faults_shown,
)
