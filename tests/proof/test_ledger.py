"""What will be erased is written down first, in here and outside."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    connection,
    transaction,
)
from django.utils import timezone

from ivelum_site.postgres.roles import as_owner
from privacy import pseudonyms
from privacy.declaration import facts
from privacy.models import FamiliarDatabase, LedgerKind, LedgerLine
from privacy.proof import chain, ledger
from privacy.proof.ledger import LedgerUnavailable
from privacy.proof.shelf import Directory
from privacy.proof.watch import Watch
from tests.make import ADA, STRANGER
from tests.proof.conftest import run, without_triggers


pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)
TABLE = 'privacy_ledgerline'


def record(*emails, kind=LedgerKind.ERASED, reference='BCDF-GHJK'):
    ledger.record(kind, emails or [ADA], reference)


def seqs():
    return list(LedgerLine.objects.values_list('seq', flat=True))


def names(outside):
    return sorted(path.name for path in outside.glob('*.json'))


def line_of(days):
    LedgerLine.objects.create(
        at=timezone.now() - timedelta(days=days),
        kind='erased',
        mac=pseudonyms.mac(f'{days}@example.org'),
    )


def forget_lines(since):
    """What a restored backup does to the list inside."""
    with without_triggers(TABLE):
        run(f'delete from {TABLE} where seq >= {since}')


class PowerCutError(Exception):
    pass


@pytest.fixture
def crash(monkeypatch):
    """Call it to let the next write of this kind fail, as a power cut would."""

    def prepare(method):
        def fail(*_):
            monkeypatch.undo()
            raise PowerCutError

        monkeypatch.setattr(Directory, method, fail)

    return prepare


# --- A line ------------------------------------------------------------------


def test_a_line_is_written_here_and_outside(outside):
    record()

    line = LedgerLine.objects.get()
    text = json.loads((outside / '000000000001.json').read_text())
    assert text['mac'] == line.mac == pseudonyms.mac(ADA)
    assert text['hash'] == line.hash
    assert json.loads((outside / 'head.json').read_text())['seq'] == 1


def test_neither_holds_the_address(outside):
    record()

    (row,) = run(f'select t::text from {TABLE} t')
    files = [path.read_text() for path in outside.iterdir()]
    assert not [
        text for text in (*row, *files) if '@' in text or 'example' in text
    ]


def test_a_line_is_written_once_however_often_it_is_tried(outside):
    for _ in range(3):
        record()

    assert seqs() == [1]
    assert names(outside) == ['000000000001.json', 'head.json']


def test_two_addresses_or_two_kinds_are_two_lines():
    record(ADA, STRANGER)
    record(kind=LedgerKind.WITHDRAWN)
    record(reference='LMNP-QRST')

    assert seqs() == [1, 2, 3, 4]
    assert chain.verify(LedgerLine).is_whole


@committed
def test_it_is_never_part_of_a_larger_transaction():
    with pytest.raises(RuntimeError, match='durable'), transaction.atomic():
        record()

    assert seqs() == []


@committed
def test_many_who_write_at_once_make_one_ledger(outside):
    def write(number):
        try:
            record(f'{number}@example.org')
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(24)))

    assert chain.verify(LedgerLine).count == 24
    assert len(names(outside)) == 25
    assert ledger.newest_outside().seq == 24
    assert not ledger.is_behind()


# --- A crash between the steps -----------------------------------------------


@pytest.mark.parametrize('step', ['add', 'replace'])
def test_after_a_crash_the_same_call_heals(step, crash, outside):
    crash(step)
    with pytest.raises(PowerCutError):
        record()
    assert seqs() == [1]

    record()

    assert seqs() == [1]
    assert names(outside) == ['000000000001.json', 'head.json']


@pytest.mark.parametrize('step', ['add', 'replace'])
def test_after_a_crash_the_next_erasure_heals(step, crash, outside):
    crash(step)
    with pytest.raises(PowerCutError):
        record()

    record(STRANGER)

    assert ledger.newest_outside().seq == 2
    assert len(names(outside)) == 3


def test_a_crash_is_no_restored_backup(crash):
    for step in ('add', 'replace'):
        crash(step)
        with pytest.raises(PowerCutError):
            record()

        assert ledger.look() == ''


def test_a_line_that_was_lost_outside_is_written_again(outside):
    record(ADA, STRANGER)
    (outside / '000000000001.json').unlink()

    record()

    assert (outside / '000000000001.json').exists()


def test_what_was_lost_outside_is_back_after_a_night(outside):
    record(ADA, STRANGER)
    before = {name: (outside / name).read_bytes() for name in names(outside)}
    for path in outside.iterdir():
        path.unlink()

    ledger.keep_in_step(timezone.now())

    after = {name: (outside / name).read_bytes() for name in names(outside)}
    assert after == before


# --- A shelf that is away ----------------------------------------------------


@pytest.mark.parametrize(
    'spoil',
    [
        lambda path: path.write_text('not a directory'),
        lambda path: (path.mkdir(), (path / 'head.json').write_text('{"no')),
        lambda path: (path.mkdir(), (path / 'head.json').write_text('[]')),
        lambda path: (path.mkdir(), (path / 'head.json').write_text('{}')),
    ],
)
def test_without_the_shelf_nothing_may_be_erased(spoil, outside):
    spoil(outside)

    with pytest.raises(LedgerUnavailable):
        record()

    assert seqs() == []
    assert ledger.trouble().startswith('the ledger cannot be read')


def test_without_the_shelf_the_pages_stay_open(outside):
    ledger.make_familiar()

    outside.write_text('not a directory')

    assert ledger.trouble() == 'the ledger cannot be read'
    assert not ledger.is_behind()
    ledger.refuse_if_behind()


def test_a_database_that_the_shelf_never_saw_stays_closed_without_it(outside):
    outside.write_text('not a directory')
    ledger.make_familiar()

    assert ledger.trouble() == ledger.UNKNOWN
    assert ledger.is_behind()
    with pytest.raises(LedgerUnavailable, match='has not seen this database'):
        ledger.refuse_if_behind()


def test_what_another_database_was_told_does_not_open_this_one(outside):
    ledger.make_familiar()
    FamiliarDatabase.objects.update(which='another/database')

    outside.write_text('not a directory')

    assert ledger.is_behind()


@committed
def test_a_database_from_before_all_this_stays_closed_too(outside):
    outside.write_text('not a directory')

    with as_owner():
        run('alter table privacy_familiardatabase rename to not_yet')
        try:
            assert ledger.is_behind()
        finally:
            run('alter table not_yet rename to privacy_familiardatabase')


@committed
def test_a_crash_or_a_copy_of_the_disks_forgets_who_was_familiar():
    (kind,) = run(
        'select relpersistence from pg_class'
        " where relname = 'privacy_familiardatabase'"
    )[0]

    assert kind == 'u'


def test_a_line_that_says_something_else_is_not_overwritten(outside):
    outside.mkdir()
    shelf = Directory(outside)
    shelf.add('1', b'one')
    shelf.add('1', b'one')

    with pytest.raises(LedgerUnavailable, match='1 outside is not'):
        shelf.add('1', b'two')

    assert shelf.read('1') == b'one'


def test_others_on_the_machine_cannot_read_the_shelf(outside):
    record()

    modes = {path.stat().st_mode & 0o077 for path in outside.iterdir()}
    assert modes == {0}
    assert outside.stat().st_mode & 0o077 == 0


# --- A restored backup -------------------------------------------------------


def test_a_new_site_is_not_behind():
    assert not ledger.is_behind()


@committed
def test_a_database_that_lacks_a_line_is_behind():
    record(ADA, STRANGER)

    forget_lines(since=2)

    assert ledger.look() == 'database older than the ledger'


@committed
def test_it_is_noticed_even_when_only_the_line_got_out(crash):
    crash('replace')
    with pytest.raises(PowerCutError):
        record()

    forget_lines(since=1)

    assert ledger.look() == ledger.BEHIND


@committed
def test_a_line_of_the_same_number_does_not_hide_it():
    record()
    forget_lines(since=1)

    line_of(days=0)

    assert ledger.look() == ledger.BEHIND


@committed
def test_a_database_without_any_ledger_is_behind():
    record()
    with as_owner():
        run(f'alter table {TABLE} rename to forgotten')
    try:
        assert ledger.look() == ledger.BEHIND
    finally:
        with as_owner():
            run(f'alter table forgotten rename to {TABLE}')


@committed
def test_nothing_is_added_to_a_ledger_that_is_behind(outside):
    record()
    forget_lines(since=1)

    with pytest.raises(LedgerUnavailable, match='older'):
        record(STRANGER)
    with pytest.raises(LedgerUnavailable, match='older'):
        ledger.keep_in_step(timezone.now())

    assert seqs() == []
    assert len(names(outside)) == 2


def test_without_a_database_there_is_nothing_to_hide(monkeypatch):
    def refuse(mark):
        raise OperationalError

    monkeypatch.setattr(ledger, '_is_inside', refuse)

    assert not ledger.is_behind()
    with pytest.raises(OperationalError):
        ledger.refuse_if_behind()


# --- Looking is cheap --------------------------------------------------------


def watch_of(words, now):
    return Watch(lambda _: words.pop(0), lambda _: 5, lambda: now[0])


def test_somebody_looks_every_few_seconds_and_no_more():
    now, words = [100.0], ['', 'behind', '']
    watch = watch_of(words, now)

    said = []
    for now[0] in (100, 101, 104.9, 105, 109, 110):
        said.append(watch.word('here'))

    assert said == ['', '', '', 'behind', 'behind', '']


def test_while_one_looks_the_others_go_on():
    now = [100.0]
    watch = Watch(
        lambda _: watch.word('here') + '!', lambda _: 5, lambda: now[0]
    )
    watch.seen['here'] = (99, 'old')

    assert watch.word('here') == 'old!'


def test_a_shelf_that_is_away_is_not_waited_for_at_every_page():
    assert ledger._seconds(ledger.UNREADABLE) > ledger._seconds('')
    assert ledger._seconds(ledger.BEHIND) <= 5


def test_a_look_is_one_query(django_assert_num_queries):
    record()

    with django_assert_num_queries(1):
        ledger.look()


# --- Nobody rewrites it ------------------------------------------------------


WRITES = [
    "update {} set kind = 'lifted'",
    'delete from {}',
    'truncate {}',
]


@pytest.mark.parametrize('sql', WRITES)
def test_the_site_cannot_rewrite_it(sql):
    record(ADA, STRANGER)

    with pytest.raises(DatabaseError, match=r'append|permission|backup'):
        run(sql.format(TABLE))


@committed
@pytest.mark.parametrize('sql', WRITES)
def test_nor_can_the_owner_of_the_table(sql):
    record(ADA, STRANGER)

    with as_owner(), pytest.raises(IntegrityError, match=r'append|backup'):
        run(sql.format(TABLE))


@pytest.mark.parametrize(
    'wrong',
    [
        {'kind': 'invented'},
        {'mac': ADA},
        {'mac': 'A' * 64},
        {'hash': 'f' * 64},
        {'seq': 7, 'hash': 'f' * 64},
    ],
)
def test_a_line_that_says_something_else_is_refused(wrong):
    given = {'kind': 'erased', 'mac': pseudonyms.mac(ADA)}

    with pytest.raises(IntegrityError):
        LedgerLine.objects.create(**(given | wrong))


def test_a_line_from_outside_must_be_the_next_one():
    record(ADA, STRANGER)
    first = LedgerLine.objects.first()

    with pytest.raises(IntegrityError, match='not the next line'):
        LedgerLine.objects.create(
            seq=3, at=first.at, kind='erased', mac='0' * 64, hash=first.hash
        )


# --- It goes when the oldest backup has gone ---------------------------------


def test_lines_are_kept_longer_than_any_backup():
    assert facts.LEDGER.days > facts.BACKUPS.days
    line_of(facts.LEDGER.days + 1)
    line_of(facts.LEDGER.days - 1)

    with pytest.raises(IntegrityError, match='backup'), transaction.atomic():
        LedgerLine.objects.all().delete()
    LedgerLine.objects.filter(seq=1).delete()

    assert seqs() == [2]


def test_lines_go_from_the_oldest_on_and_the_newest_stays():
    line_of(100)
    line_of(99)

    for rows in (LedgerLine.objects.filter(seq=2), LedgerLine.objects.all()):
        with pytest.raises(IntegrityError, match='ewest'), transaction.atomic():
            rows.delete()


def test_deleting_nothing_is_no_offence():
    LedgerLine.objects.filter(seq=7).delete()


def test_each_night_old_lines_go_here_and_outside(outside):
    for days in (100, 90, 10):
        line_of(days)
    record()

    ledger.keep_in_step(timezone.now())
    ledger.keep_in_step(timezone.now())

    assert seqs() == [3, 4]
    assert [name[-6] for name in names(outside)[:2]] == ['3', '4']
    assert not ledger.look()


def test_the_newest_line_stays_however_old(outside):
    for days in (100, 90):
        line_of(days)

    ledger.keep_in_step(timezone.now())

    assert seqs() == [2]
    assert names(outside) == ['000000000002.json', 'head.json']
