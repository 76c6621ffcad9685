"""A version is published whole, on a day that comes, or not at all."""

from codecs import BOM_UTF8
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import timezone

from contact.activities import NEWSLETTER
from privacy.declaration.records import Processing
from privacy.models import PolicyVersion
from privacy.policy import living, publishing, record, versions
from privacy.policy.publishing import RefusedError
from privacy.policy.versions import fingerprint
from tests.policy.conftest import OWNERS, today


PLAIN = 'Says it all in plain words.'


def nothing_is_published(policies):
    return not policies.exists() or not [*policies.iterdir()]


@pytest.mark.django_db
def test_what_is_published_is_what_the_code_says(command, policies):
    command(today(), changes=PLAIN)

    assert (policies / f'{today()}.html').read_bytes() == living.body()
    assert versions.current_version() == today()


@pytest.mark.django_db
def test_the_database_has_the_same_bytes_and_keeps_them(command):
    command(today(), changes=PLAIN)

    row = PolicyVersion.objects.get(label=today())
    assert bytes(row.body) == living.body()
    assert row.body_sha256 == versions.in_force().sha256


@pytest.mark.django_db
def test_each_version_ends_where_the_next_begins(publish):
    first, second = publish(), publish(days=40)

    record.enter_versions()

    rows = PolicyVersion.objects.order_by('label')
    assert [row.label for row in rows] == [first.label, second.label]
    assert rows[0].effective.upper == rows[1].effective.lower
    assert record.enter_versions() == 0


@pytest.mark.django_db
def test_other_bytes_under_an_old_label_are_noticed(publish, policies):
    version = publish()
    record.enter_versions()
    (policies / 'versions.json').unlink()
    other = fingerprint(b'Other words.')
    versions.add(replace(version, sha256=other), b'Other words.')

    with pytest.raises(record.ChangedError):
        record.enter_versions()


@pytest.mark.django_db
def test_an_edited_file_does_not_reach_the_database(publish, policies):
    version = publish()
    (policies / version.file).write_bytes(b'Edited.')

    with pytest.raises(record.ChangedError):
        record.enter_versions()

    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize(
    ('day', 'changes', 'reason'),
    [
        ('2020-01-01', PLAIN, 'is over'),
        ('01.01.2099', PLAIN, 'written like'),
        ('2099-13-01', PLAIN, 'written like'),
        ('2099-01-01', '', 'in a sentence'),
    ],
)
def test_what_cannot_be_is_refused(command, policies, day, changes, reason):
    with pytest.raises(CommandError, match=reason):
        command(day, changes=changes)

    assert nothing_is_published(policies)


def test_there_is_one_version_a_day_and_none_before_the_last(publish):
    publish(days=40)

    for days in (40, 39):
        with pytest.raises(RefusedError, match='later, or the same day'):
            publish(days=days)


def test_a_version_that_drops_a_promise_is_refused(monkeypatch, publish):
    shorter = living.body().replace(b'id="unsold"', b'')
    monkeypatch.setattr(living, 'body', lambda: shorter)

    with pytest.raises(RefusedError, match='drops a promise: P06'):
        publish()

    assert not versions.published()


def test_a_purpose_that_is_new_has_to_be_said_aloud(monkeypatch, publish):
    publish()
    fortune = replace(NEWSLETTER, name='Fortune-telling')
    record_now = publishing.record_of_processing()
    monkeypatch.setattr(
        publishing,
        'record_of_processing',
        lambda: [*record_now, Processing(fortune, ())],
    )

    with pytest.raises(RefusedError, match='must name what is new'):
        publish(days=60)
    with pytest.raises(RefusedError, match='30 days before'):
        publish(days=29, changes='We begin with Fortune-telling.')

    publish(days=30, changes='We begin with Fortune-telling.')


def test_code_and_policy_agree_until_one_of_them_changes(
    monkeypatch, publish, command
):
    assert 'agree' in command(check=True)
    publish()
    assert 'agree' in command(check=True)

    changed = living.body() + b'<p>And more.</p>'
    monkeypatch.setattr(living, 'body', lambda: changed)

    with pytest.raises(CommandError, match='says something else by now'):
        command(check=True)


def test_an_edited_version_is_noticed_and_stops_the_next(
    publish, command, policies
):
    version = publish()
    (policies / version.file).write_bytes(b'We promise nothing.')

    with pytest.raises(CommandError, match='not as it was published'):
        command(check=True)
    with pytest.raises(RefusedError, match='Not as they were published'):
        publish(days=40)


def test_a_file_that_nobody_published_is_noticed(publish, policies):
    publish()
    (policies / '2019-01-01.html').write_bytes(b'A forgery.')

    assert versions.damaged() == ['2019-01-01.html']


def test_a_file_that_nobody_published_stops_the_next(publish, policies):
    publish()
    (policies / '2019-01-01.html').write_bytes(b'A forgery.')

    with pytest.raises(
        RefusedError, match=r'Nobody published 2019-01-01\.html'
    ):
        publish(days=40)


@pytest.mark.parametrize('step', [1, 2, 3, 4])
def test_a_run_that_was_killed_publishes_nothing_and_can_be_repeated(
    publish, monkeypatch, step
):
    first = publish(changes='Says it for the first time.')
    with monkeypatch.context() as patch:
        die_at(patch, step)
        with pytest.raises(KeyboardInterrupt):
            publish(days=40)

    assert versions.published() == [first]
    assert versions.current_version() == first.label

    second = publish(days=40)

    assert versions.published() == [second, first]
    assert not versions.damaged()


def die_at(patch, step):
    """Two files are written, and each then takes its place: four steps."""
    steps = count(1)

    def or_die(act):
        def one(*args):
            if next(steps) == step:
                raise KeyboardInterrupt
            return act(*args)

        return one

    for name in ('write_bytes', 'replace'):
        patch.setattr(Path, name, or_die(getattr(Path, name)))


# --- The owner's own text -----------------------------------------------------


def test_its_sentences_are_mapped_or_the_reason_is_kept(owners):
    draft = publishing.Draft(timezone.localdate(), PLAIN, OWNERS, '.md')

    with pytest.raises(RefusedError, match='drops a promise: P02'):
        publishing.publish(draft, timezone.localdate())

    assert not versions.published()


@pytest.mark.parametrize(
    ('body', 'reason'),
    [
        (b'# No front matter', 'front matter'),
        (b'---\ntitle: [\n---\n', 'no YAML'),
        (b'---\ntitle: Only\n---\n', 'lacks a title or description'),
        (b'---\n- a\n- list\n---\n', 'lacks a title or description'),
        ('---\ntitle: Ž'.encode('utf-16'), r'not UTF-8 \(at byte 0\)'),
        ('---\ntitle: Z'.encode('utf-16-le'), 'in line 1 that no text has'),
        ('---\ntitle: é'.encode('latin-1'), r'not UTF-8 \(at byte 11\)'),
        (BOM_UTF8 + OWNERS, 'begins with a byte order mark'),
        (OWNERS + b'One more.\x00\n', 'in line 13 that no text has'),
        (b'', 'It is empty'),
        (OWNERS + b'More. ' * 100_000, 'Nobody reads a policy of more'),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(
    command, owners, policies, body, reason
):
    with pytest.raises(CommandError, match=reason):
        command(today(), changes=PLAIN, file=owners(body))

    assert nothing_is_published(policies)


@pytest.mark.parametrize(
    ('line', 'reason'),
    [
        (b'<script>alert(1)</script>', r'line 14: HTML \(<script>alert\(1\)'),
        (b'Words <b onclick="x()">there</b>', r'HTML \(<b onclick="x\(\)">\)'),
        (b'<iframe src="https://example.org"></iframe>', r'HTML \(<iframe src'),
        (b'[this](javascript:alert(1))', r'a link to no .* \(javascript:'),
        (b'<data:text/html,x>', r'a link to no .* \(data:text/html,x\)'),
        (b'![cat](https://example.org/c.png)', 'line 14: a picture'),
    ],
)
def test_what_the_page_could_not_show_is_named_with_its_line(
    command, owners, policies, line, reason
):
    file = owners(OWNERS + b'\n' + line + b'\n')

    with pytest.raises(CommandError, match=reason):
        command(today(), changes=PLAIN, file=file)

    assert nothing_is_published(policies)
    assert 'Cannot be published: line 14' in command(report=True, file=file)


def test_the_report_of_what_cannot_be_read_says_why(command, owners):
    with pytest.raises(CommandError, match='It is empty'):
        command(report=True, file=owners(b''))


def test_only_markdown_and_our_own_html_are_published(command, owners):
    with pytest.raises(CommandError, match=r'Only \.md and \.html'):
        command(today(), changes=PLAIN, file=owners(name='policy.docx'))


def test_a_file_that_is_not_there_is_named(command, tmp_path):
    with pytest.raises(CommandError, match=r'nothing\.md cannot be read'):
        command(today(), changes=PLAIN, file=tmp_path / 'nothing.md')


def test_the_report_shows_what_no_promise_stands_for(command, owners):
    told = command(report=True, file=owners())

    assert 'UNMAPPED: We like trees.' in told
    assert '2 of 2 sentences unmapped' in told
    assert 'Dropped: P02' in told
