"""Each act of the desk, ready to be done: what it is about, and what is said.

    args, said = READY[handling.answer]()
    handling.answer(*args, **said, by=colleague)

An act without a line here turns tests/desk/test_roles.py red.
"""

from datetime import date, timedelta

from django.utils import timezone

from contact import answering, exporting, letters
from privacy import staff
from privacy.cases import (
    correcting,
    explaining,
    handling,
    recipients,
    refusing,
    taking_in,
)
from privacy.cases.correcting import Verdict
from privacy.duties import (
    breaches,
    companies,
    disclosures,
    holds,
    sales,
    strays,
    words,
)
from privacy.models import Cause, Decision, State
from privacy.policy import living
from privacy.subjects.plan import fingerprint, plan
from tests import make


LONG = 'We looked at it, and this is what we found.'
LOST = 'lost@example.org'
TODAY = timezone.localdate()
TERMS = {
    'ground': 'JustificationA17LegalClaims',
    'reason': make.REASON,
    'review_on': TODAY + timedelta(days=90),
}
ORDER = {
    'authority': 'The police of Vilnius',
    'country': 'LT',
    'instrument': 'warrant',
    'reference': 'W-2',
    'received_on': date(2026, 1, 1),
    'legal_basis': 'Article 6(1)(c)',
}
WORDS = {'subject': 'Engines', 'preheader': '', 'body': LONG}
BREACH = {'aware_at': timezone.now(), 'nature': 'A laptop.', 'risk': 'risk'}
ARRIVED = {'right': 'complaint', 'channel': 'post', 'received_on': TODAY}


def about(row, **said):
    return (row.pk,), said


def case(right='objection', **changes):
    return make.open_case(right, **changes)


def doubted(**changes):
    dsr = case(**changes)
    dsr.step(State.VERIFYING, identity_doubt=LONG, identity_asked_on=TODAY)
    return dsr


def unproven(**changes):
    dsr = case()
    dsr.addresses.create(email=LOST, claimed_at=timezone.now(), **changes)
    return dsr


def vouched_for():
    return unproven(vouched_by=make.member(), vouched_how=LONG)


def taken():
    dsr = case()
    handling.take(dsr.pk, by=make.member())
    return dsr


def a_correction():
    made = make.correction(dsr=case('rectification'))
    verdict = Verdict(made.pk, Decision.REFUSED, LONG)
    return about(made.dsr, verdicts=[verdict])


def a_deletion():
    make.enquiry()
    dsr = case('child')
    return about(dsr, as_planned=fingerprint(plan([make.ADA])))


def a_dead_link():
    """A letter that we wrote down, and whose link nobody opened."""
    dsr = case()
    days_ago = timezone.now() - timedelta(days=3)
    dsr.addresses.update(
        proven_at=None, claimed_at=days_ago, taken_in_by=make.member()
    )
    return dsr


def locked():
    dsr, now = case('restriction'), timezone.now()
    dsr.restrictions.create(cause=Cause.UNLAWFUL, set_at=now)
    return dsr


def a_hit():
    make.enquiry(email=make.STRANGER, message=f'Ask {make.ADA}.')
    return about(case('erasure', unexplained=1), ground=LONG)


def a_notice(**said):
    notice = make.notice()
    return about(notice.dsr, notice_pk=notice.pk, **said)


def a_row_to_hold():
    dsr, row = case(), make.enquiry()
    return about(dsr, rows=[f'{row._meta.db_table} {row.pk}'], **TERMS)


def proposed_hold():
    return make.hold(approved_by=None)


def assessed(**changes):
    none = {'approved_by': None, 'disclosed_on': None, 'notified_on': None}
    return make.disclosure(**(none | changes))


def silent():
    return make.disclosure(
        email=None,
        notified_on=None,
        not_notified_because='prohibited_by_law',
        recheck_on=date(2026, 7, 1),
    )


def draft():
    return make.letter(send_at=None, started_at=None)


def asked_for():
    return make.export(approved_by=None, approved_at=None, taken_at=None)


def colleague(**changes):
    make.member()
    member = make.member('third@ivelum.com', 'handler')
    for name, value in changes.items():
        setattr(member, name, value)
    member.save()
    return member


ON_REQUESTS = {
    handling.answer: lambda: about(case(), outcome=LONG),
    handling.write_to_person: lambda: about(case(), body=LONG),
    handling.extend: lambda: about(
        case(), to=TODAY + timedelta(days=40), reason=LONG
    ),
    handling.ask_identity: lambda: about(case(), doubt=LONG),
    handling.accept_identity: lambda: about(doubted()),
    handling.lapse: lambda: about(
        doubted(now=timezone.now() - timedelta(days=30)), reason=LONG
    ),
    handling.close_unproven: lambda: about(a_dead_link(), reason=LONG),
    handling.take: lambda: about(case()),
    handling.give_back: lambda: about(taken()),
    correcting.decide_all: a_correction,
    explaining.decide_erasure: a_deletion,
    explaining.explain_all: a_hit,
    explaining.lift_with_notice: lambda: about(locked()),
    refusing.propose: lambda: about(
        case(), ground='JustificationA12ManifestlyExcessive', reason=LONG
    ),
    refusing.approve: lambda: about(make.refusal().dsr),
    refusing.decline: lambda: about(make.refusal().dsr, because=LONG),
    recipients.excuse: lambda: a_notice(because=LONG),
    recipients.tell_by_hand: lambda: a_notice(on=TODAY),
    taking_in.take_in: lambda: ((), ARRIVED | {'email': make.ADA}),
    taking_in.vouch: lambda: about(case(), email=LOST, how=LONG),
    taking_in.approve: lambda: about(vouched_for()),
    taking_in.decline: lambda: about(vouched_for()),
    taking_in.send_link: lambda: about(unproven()),
    holds.propose_for: a_row_to_hold,
}
ON_REGISTERS = {
    holds.propose: lambda: (
        (),
        {'kind': 'contact_enquiry', 'row_id': str(make.enquiry().pk), **TERMS},
    ),
    holds.agree: lambda: about(proposed_hold()),
    holds.decline: lambda: about(proposed_hold()),
    holds.end: lambda: about(make.hold(), on=TODAY),
    disclosures.assess: lambda: ((), ORDER | {'email': make.STRANGER}),
    disclosures.agree: lambda: about(assessed()),
    disclosures.decline: lambda: about(assessed(), because=LONG),
    disclosures.hand_over: lambda: about(
        assessed(approved_by=make.member(make.SECOND)),
        items='one message',
        disclosed_on=TODAY,
        not_notified_because='',
    ),
    disclosures.tell: lambda: about(silent(), email=make.ADA),
    disclosures.look_again: lambda: about(
        silent(),
        not_notified_because='prohibited_by_order',
        recheck_on=TODAY + timedelta(days=30),
    ),
    breaches.note: lambda: ((), BREACH),
    breaches.update: lambda: about(make.breach(), measures=LONG),
    breaches.tell_authority: lambda: about(
        make.breach(), authority_told_at=timezone.now(), delay_reason=LONG
    ),
    breaches.tell_people: lambda: about(
        make.breach(), subjects_told_at=timezone.now()
    ),
    breaches.do_not_tell: lambda: about(
        make.breach(), subjects_not_told_because=LONG
    ),
    breaches.close: lambda: about(
        make.breach(risk='none', no_risk_because=LONG)
    ),
}
CONTRACT = {
    'name': 'Amazon Web Services',
    'dpa_signed_on': date(2024, 1, 1),
    'dpa_sha256': make.HASH,
    'begins': date(2024, 12, 6),
}


def a_contract():
    make.policy_version(body=living.body())
    return (), CONTRACT


def a_sale():
    make.policy_in_force()
    terms = {'receiver': 'A Buyer', 'contract': 'Of 3 May'}
    dated = {'notice_on': TODAY, 'transfer_on': TODAY + timedelta(days=20)}
    return (), terms | dated | {'contract_sha256': make.HASH}


def a_sale_told_long_ago():
    long_ago = timezone.now() - timedelta(days=15)
    return make.ownership_change(people_told_at=long_ago, people_told=1)


ON_RECIPIENTS = {
    companies.enter: a_contract,
    companies.end: lambda: about(make.subprocessor(), on=TODAY),
    sales.propose: a_sale,
    sales.agree: lambda: about(make.ownership_change(approved_by=None)),
    sales.set_day: lambda: about(
        make.ownership_change(), transfer_on=TODAY + timedelta(days=40)
    ),
    sales.carry_out: lambda: about(a_sale_told_long_ago()),
    sales.call_off: lambda: about(make.ownership_change()),
    strays.settle: lambda: about(make.stray_cookie()),
    words.give: lambda: ((), {'promise': 'P68', 'statement': LONG}),
}
ON_ACCOUNTS = {
    staff.add: lambda: (
        (),
        {'email': 'new@ivelum.com', 'name': 'New', 'role': 'handler'},
    ),
    staff.rename: lambda: about(
        colleague(), name='Another', email='third@ivelum.com'
    ),
    staff.give_role: lambda: about(colleague(), role='approver'),
    staff.reset_second_factor: lambda: about(colleague()),
    staff.close: lambda: about(colleague()),
    staff.reopen: lambda: about(colleague(is_active=False)),
}
ON_MESSAGES = {
    answering.answer: lambda: about(make.enquiry(), body=LONG),
    answering.write_notes: lambda: about(make.enquiry(), notes=LONG),
    answering.take: lambda: about(make.enquiry()),
    answering.give_back: lambda: about(make.enquiry(taken_by=make.member())),
    answering.close: lambda: about(make.enquiry()),
    answering.open_again: lambda: about(make.enquiry(closed_at=timezone.now())),
    answering.take_in: lambda: about(make.enquiry(), right='erasure'),
    answering.is_no_request: lambda: about(make.enquiry(proposed='erasure')),
}
ON_LETTERS = {
    letters.write: lambda: ((), WORDS),
    letters.edit: lambda: about(draft(), **WORDS),
    letters.send_test: lambda: about(draft()),
    letters.schedule: lambda: about(draft(), at=None),
    letters.unschedule: lambda: about(make.letter(started_at=None)),
    letters.halt: lambda: about(make.letter()),
    letters.resume: lambda: about(make.letter(paused_at=timezone.now())),
    exporting.ask: lambda: ((), {'reason': make.REASON}),
    exporting.agree: lambda: about(asked_for()),
}
READY = ON_REQUESTS | ON_REGISTERS | ON_RECIPIENTS | ON_ACCOUNTS
READY |= ON_MESSAGES | ON_LETTERS
