"""Each version stays readable, and so does what changed."""

import pytest
from django.utils import timezone

from privacy.policy import diff, living, versions
from privacy.policy.versions import fingerprint


pytestmark = pytest.mark.django_db


@pytest.fixture
def two(publish, monkeypatch):
    """Ours of long ago, with other words in it, and ours of today."""
    old = living.body().replace(b'We sell nothing', b'We sell hardly anything')
    version = versions.Version(
        '2020-01-01', '2020-01-01.html', fingerprint(old), 'The first one.'
    )
    versions.add(version, old)
    return version, publish()


def test_the_one_in_force_is_shown(client, two):
    page = client.get('/privacy/').content.decode()

    assert 'In force since' in page
    assert 'We sell nothing' in page
    assert 'Says it all in plain words.' in page


def test_an_older_one_says_so(client, two):
    old, _ = two

    response = client.get(f'/privacy/versions/{old.label}/')

    assert 'An older version' in response.content.decode()
    assert 'We sell hardly anything' in response.content.decode()
    assert response.headers['X-Robots-Tag'] == 'noindex'


def test_one_to_come_is_announced_and_not_in_force(client, publish):
    now = publish()
    later = publish(days=45, changes='We write bigger.')

    page = client.get('/privacy/').content.decode()

    assert 'a new version applies' in page
    assert f'/privacy/versions/{later.label}/' in page
    assert versions.current_version() == now.label
    announced = client.get(f'/privacy/versions/{later.label}/')
    assert 'Not in force yet' in announced.content.decode()


def test_a_version_is_agreed_to_by_its_label(publish):
    assert versions.current_version() == 'draft'

    assert publish().label == timezone.localdate().isoformat()
    assert versions.current_version() == versions.in_force().label


def test_the_list_has_them_all_newest_first(client, two):
    old, new = two

    page = client.get('/privacy/versions/').content.decode()

    assert page.index(new.sha256) < page.index(old.sha256)
    assert f'/privacy/versions/{new.label}/since/{old.label}/' in page


def test_before_the_first_the_list_says_so(client):
    page = client.get('/privacy/versions/').content.decode()

    assert 'No version has been published yet' in page


def test_what_changed_is_shown_word_by_word(client, two):
    old, new = two

    page = client.get(
        f'/privacy/versions/{new.label}/since/{old.label}/'
    ).content.decode()

    assert '<del>hardly anything</del> <ins>nothing</ins>' in page
    assert page.count('class="change"') == 1
    assert '<h2>The short version</h2>' in page


def test_two_that_say_the_same_have_no_changes(client, two):
    _, new = two

    page = client.get(f'/privacy/versions/{new.label}/since/{new.label}/')

    assert 'the two say the same' in page.content.decode()


def test_any_two_can_be_chosen_in_either_order(client, two):
    old, new = two
    there = f'/privacy/versions/{new.label}/since/{old.label}/'

    for one, other in ((old, new), (new, old)):
        chosen = {'one': one.label, 'other': other.label}
        assert client.get('/privacy/versions/compare/', chosen).url == there


@pytest.mark.parametrize(
    'path',
    ['2019-01-01/', 'nonsense/', '../', 'compare/', 'compare/?one=a&other=b'],
)
def test_a_version_that_never_was_is_not_found(client, two, path):
    assert client.get(f'/privacy/versions/{path}').status_code == 404


# --- The difference itself ----------------------------------------------------


def told(old, new):
    return [
        ' '.join(f'{piece.kind}[{piece.text}]' for piece in change.pieces)
        for change in diff.changes(old, new)
    ]


def test_a_new_paragraph_is_new_and_an_old_one_is_gone():
    assert told('<p>a b c</p>', '<p>a b c</p><p>x y z</p>') == ['ins[x y z]']
    assert told('<p>a b c</p><p>x</p>', '<p>a b c</p>') == ['del[x]']


def test_a_rewritten_paragraph_shows_its_words():
    assert told('<li>we keep it a year</li>', '<p>we keep it a month</p>') == [
        '[we keep it a] del[year] ins[month]'
    ]


def test_a_paragraph_about_something_else_is_not_rewritten():
    assert told('<p>one two three</p>', '<p>four five six</p>') == [
        'ins[four five six]',
        'del[one two three]',
    ]


def test_nothing_is_lost_and_nothing_made_up():
    old = '<h2>A</h2><p>one two</p><ul><li>three</li></ul><p>four five</p>'
    new = '<h2>A</h2><p>one 2</p><ul><li>five four</li></ul>'

    pieces = [p for change in diff.changes(old, new) for p in change.pieces]

    gone = ' '.join(p.text for p in pieces if p.kind != 'ins').split()
    came = ' '.join(p.text for p in pieces if p.kind != 'del').split()
    assert sorted(gone) == sorted(['one', 'two', 'three', 'four', 'five'])
    assert sorted(came) == sorted(['one', '2', 'five', 'four'])


def test_tables_are_compared_cell_by_cell():
    old = '<tr><td>logs</td><td>30 days</td></tr>'

    assert told(old, old.replace('30', '60')) == ['del[30] ins[60] [days]']


def test_a_damaged_version_is_noticed(two, policies):
    old, _ = two
    (policies / old.file).write_bytes(b'')

    assert not old.is_as_published
    assert versions.damaged() == [old.file]


def test_lines_of_one_cell_are_lines():
    old, new = (f'<td>A, {days}<br>B, 2 years</td>' for days in ('1 day', '7'))

    [change] = diff.changes(old, new)

    assert 'B' not in ''.join(piece.text for piece in change.pieces)
