"""What was done stays written as it was written, and names nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ivelum_site.postgres.roles import as_owner
from privacy.declaration import facts
from privacy.models import Action, Actor, AuditEvent
from privacy.proof import audit, chain
from privacy.subjects import retention
from tests import make
from tests.proof.conftest import run, without_triggers


pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)
TABLE = 'privacy_auditevent'


def note(times=1, **changes):
    for _ in range(times):
        audit.note(**({'action': Action.CONSULTED} | changes))


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def note_of(days, **changes):
    return AuditEvent.objects.create(
        **{'at': days_ago(days), 'actor': 'system', 'action': 'scanned'}
        | changes
    )


def seqs():
    return list(AuditEvent.objects.values_list('seq', flat=True))


# --- What an event says ------------------------------------------------------


def test_an_event_says_who_what_and_why_by_number(db):
    colleague, dsr = make.member(), make.dsr()

    note(by=colleague, dsr=dsr, kind='contact.Enquiry', row_id=7, count=1)

    event = dsr.events.get()
    assert (event.actor, event.by_id) == (Actor.STAFF, colleague.pk)
    assert (event.kind, event.row_id, event.count) == ('contact.Enquiry', 7, 1)


def test_the_person_acts_or_the_site_does():
    note(action=Action.ADDRESS_PROVEN)
    note(action=Action.RETENTION_RUN)
    note(action=Action.CORRECTED, actor=Actor.PERSON)

    actors = AuditEvent.objects.values_list('actor', flat=True)
    assert list(actors) == [Actor.PERSON, Actor.SYSTEM, Actor.PERSON]


@pytest.mark.parametrize(
    'wrong',
    [
        {'action': 'invented'},
        {'actor': 'staff'},
        {'actor': 'somebody'},
        {'purpose': f'wrote to {make.ADA}'},
        {'kind': make.ADA},
    ],
)
def test_an_event_that_says_something_else_is_refused(wrong):
    with pytest.raises(IntegrityError):
        note_of(0, **wrong)


def test_an_event_outlives_what_it_is_about():
    dsr, colleague = make.dsr(), make.member()
    make.member(make.SECOND)
    numbers = (dsr.pk, colleague.pk)
    note(dsr=dsr, by=colleague)

    dsr.delete()
    colleague.delete()

    event = AuditEvent.objects.get()
    assert (event.dsr_id, event.by_id) == numbers
    assert audit.verify().is_whole


# --- The chain ---------------------------------------------------------------


def test_a_fresh_audit_is_whole():
    assert audit.verify() == chain.Verdict(0, chain.Mark(0, ''))


def test_events_follow_each_other_without_a_gap():
    note(5)

    verdict = audit.verify()

    assert seqs() == [1, 2, 3, 4, 5]
    assert (verdict.is_whole, verdict.count, verdict.head.seq) == (True, 5, 5)


def test_an_event_that_was_rolled_back_leaves_no_gap():
    note()
    with transaction.atomic():
        note(3)
        transaction.set_rollback(True)
    note()

    assert seqs() == [1, 2]
    assert audit.verify().is_whole


WORDS = some.text(
    some.characters(exclude_characters='@\0', exclude_categories=['Cs']),
    max_size=100,
)


@given(purpose=WORDS, moment=some.datetimes(timezones=some.timezones()))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_database_and_python_compute_the_same(purpose, moment):
    AuditEvent.objects.create(
        at=moment, actor='system', action='scanned', purpose=purpose
    )

    assert audit.verify().is_whole


@committed
def test_twenty_who_write_at_once_make_one_chain():
    def write(number):
        try:
            for count in range(10):
                with transaction.atomic():
                    note(row_id=number, count=count)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))

    verdict = audit.verify()
    assert (verdict.is_whole, verdict.count) == (True, 200)
    assert seqs() == list(range(1, 201))


# --- Who breaks it is found --------------------------------------------------


TAMPERED = {
    'an event was changed': ('update {} set count = 9 where seq = 3', 3),
    'its time was changed': (
        "update {} set at = at - '1s'::interval where seq = 3",
        3,
    ),
    'a hash was changed': (
        "update {} set hash = repeat('0', 64) where seq = 3",
        3,
    ),
    'an event was changed and its hash as well': (
        'update {} set count = 9, hash = privacy_link(prev_hash,'
        ' jsonb_build_array(seq, privacy_utc(at), actor, action, by_id,'
        ' dsr_id, kind, row_id, 9, purpose)) where seq = 3',
        4,
    ),
    'an event was taken out': ('delete from {} where seq = 3', 3),
    'the first was changed': ("update {} set purpose = 'x' where seq = 1", 1),
    'the beginning was made up': (
        "update {} set prev_hash = 'x', hash = privacy_link('x',"
        ' jsonb_build_array(seq, privacy_utc(at), actor, action, by_id,'
        ' dsr_id, kind, row_id, count, purpose)) where seq = 1',
        1,
    ),
    'two changed places': (
        'update {} set seq = case seq when 3 then -4 when 4 then -3 end '
        'where seq in (3, 4); update {} set seq = -seq where seq < 0',
        3,
    ),
    'an event was put between': (
        'insert into {0} (seq, at, actor, action, kind, purpose, prev_hash, '
        "hash) select 7, at, actor, action, kind, purpose, hash, '' from {0} "
        'where seq = 6',
        7,
    ),
    'the end was cut off': ('delete from {} where seq > 4', 6),
}


@committed
@pytest.mark.parametrize('how', TAMPERED)
def test_verifyaudit_names_the_first_row_that_is_false(how, capsys):
    note(6)
    audit.publish()
    crime, row = TAMPERED[how]

    with without_triggers(TABLE):
        run(crime.replace('{}', '{0}').format(TABLE))

    with pytest.raises(CommandError, match='Broken: audit'):
        call_command('verifyaudit')
    assert (
        f'audit: row {row} is not as it was written' in capsys.readouterr()[0]
    )


def test_verifyaudit_says_how_many_and_where_they_end(capsys):
    note(3)
    audit.publish()

    call_command('verifyaudit')

    head = AuditEvent.objects.last().hash
    said = capsys.readouterr()[0]
    assert f'audit: 3 rows, whole; head 3 {head}' in said
    assert 'ledger: 0 rows, whole' in said


def test_verifyaudit_cannot_vouch_without_the_shelf(outside):
    outside.write_text('not a directory')

    with pytest.raises(CommandError, match='shelf'):
        call_command('verifyaudit')


# --- Nobody rewrites it ------------------------------------------------------


WRITES = [
    "update {} set purpose = 'x'",
    'update {} set seq = seq + 10',
    'delete from {}',
    'truncate {}',
]


@pytest.mark.parametrize('sql', WRITES)
def test_the_site_cannot_rewrite_it(sql):
    note(2)

    with pytest.raises(
        DatabaseError, match=r'append-only|permission|two years'
    ):
        run(sql.format(TABLE))


@committed
@pytest.mark.parametrize('sql', WRITES)
def test_nor_can_the_owner_of_the_table(sql):
    note(2)

    with as_owner(), pytest.raises(IntegrityError, match=r'append|two years'):
        run(sql.format(TABLE))


def test_nobody_chooses_a_number_or_a_hash():
    note()

    made = note_of(0, seq=77, hash='f' * 64, prev_hash='e' * 64)

    assert made.pk == 2
    assert seqs() == [1, 2]
    assert audit.verify().is_whole


def test_a_table_that_poses_as_the_audit_is_not_asked():
    note(2)
    run(f'create temporary table {TABLE} (like public.{TABLE})')

    run(
        f'insert into public.{TABLE} (seq, at, actor, action, kind, purpose,'
        " prev_hash, hash) values (1, now(), 'system', 'scanned', '', '', '',"
        " '')"
    )

    run(f'drop table pg_temp.{TABLE}')
    assert seqs() == [1, 2, 3]


# --- It goes when its time is over -------------------------------------------


def test_events_are_kept_for_as_long_as_we_say():
    note_of(facts.AUDIT.days + 1)
    note_of(facts.AUDIT.days - 1)

    with pytest.raises(IntegrityError, match='years'), transaction.atomic():
        AuditEvent.objects.all().delete()
    AuditEvent.objects.filter(seq=1).delete()

    assert seqs() == [2]


def test_events_go_from_the_oldest_on():
    for _ in range(3):
        note_of(1000)

    with pytest.raises(IntegrityError, match='oldest'):
        AuditEvent.objects.filter(seq=2).delete()


def test_the_sweep_takes_old_events_and_the_rest_is_a_chain():
    for days in (1000, 900, 800, 10):
        note_of(days)
    audit.publish()

    retention.sweep(timezone.now())
    note()

    assert seqs()[:1] == [4]
    assert audit.verify().is_whole


def test_events_that_expired_after_they_were_published_are_not_missed():
    note_of(1000)
    audit.publish()
    note_of(0)

    AuditEvent.objects.filter(seq=1).delete()

    assert audit.verify().is_whole
