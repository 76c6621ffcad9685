"""Ada reads her data on a page that needs nothing but itself."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import html5lib
import pytest
from django.utils import timezone

from contact.models import Enquiry
from privacy.subjects.package import page
from privacy.subjects.package.page import day, readable, shown
from privacy.subjects.package.rows import ends_on, held
from tests import make


HOSTILE = [
    '</dd></dl><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '%s %(email)s %%',
    '<!-- email --> <!-- here -->',
    '&amp; &lt; &#60;',
    '\x01\x0b\x7f\ufdd0\ufffe',
    '\u202egnp.exe',
]


def tree(text):
    """The page as a browser sees it; any error in it is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def text_of(element):
    return ''.join(element.itertext())


def cards(document, kind):
    found = [e for e in document.iter('article') if e.get('id')]
    return [e for e in found if e.get('id').rpartition('-')[0] == kind]


@pytest.fixture
def document(everything, package):
    return tree(package().text('index.html'))


def test_it_has_every_word_and_every_value(document):
    for kind in held([make.ADA]):
        rows = [*kind.rows()]
        for row, card in zip(rows, cards(document, kind.label), strict=True):
            for column in kind.columns:
                assert shown(column, row[column.name] or '') in text_of(card)
            for words in kind.declared.fields.values():
                assert words in text_of(card)


def test_every_activity_says_why_by_what_right_and_who_helps(document):
    text = text_of(document)

    for declared in [k.declared for k in held([make.ADA]) if k.found.exists()]:
        assert declared.activity.name in text
        assert declared.activity.purpose in text
        assert declared.activity.legal_basis.value in text
        for party in declared.activity.recipients:
            assert party.name in text


def test_a_choice_and_a_link_are_read_in_words(document):
    [consent] = cards(document, 'contact.ConsentEvent')

    assert 'the form on our site' in text_of(consent)
    assert 'Subscription to our letters' in text_of(consent)


def test_its_contents_lead_somewhere(document):
    ids = {e.get('id') for e in document.iter() if e.get('id')}
    links = [e.get('href') for e in document.iter('a')]
    within = {link[1:] for link in links if link.startswith('#')}

    assert within
    assert within <= ids


def test_a_screen_reader_finds_its_way(document):
    labelled = {e.get('aria-labelledby') for e in document.iter()} - {None}
    ids = [e.get('id') for e in document.iter() if e.get('id')]

    assert labelled <= {*ids}
    assert len(ids) == len({*ids})
    assert [e.tag for e in document.iter('h1')] == ['h1']


def test_it_loads_nothing_and_runs_nothing(document):
    for element in document.iter():
        assert element.tag not in {'script', 'img', 'link', 'iframe', 'form'}
        assert not [name for name in element.attrib if name.startswith('on')]
    assert 'url(' not in page.CSS
    assert '@import' not in page.CSS


def test_its_policy_allows_its_own_style_and_nothing_else(document):
    [style] = document.iter('style')
    digest = b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    [policy] = [
        e.get('content')
        for e in document.iter('meta')
        if e.get('http-equiv') == 'Content-Security-Policy'
    ]

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"


@pytest.mark.django_db
@pytest.mark.parametrize('text', HOSTILE)
def test_hostile_text_is_only_text(package, text):
    make.enquiry(message=text, name=text[:90])

    document = tree(package().text('index.html'))

    [card] = cards(document, 'contact.Enquiry')
    assert readable(text) in text_of(card)
    assert [e.tag for e in card.iter('dd')] == ['dd'] * 4


@pytest.mark.django_db
def test_our_own_words_may_have_any_sign(package, monkeypatch):
    words = {**Enquiry.personal_data.fields, 'message': '100 % of <your> words'}
    changed = replace(Enquiry.personal_data, fields=words)
    monkeypatch.setattr(Enquiry, 'personal_data', changed)
    make.enquiry()

    [card] = cards(tree(package().text('index.html')), 'contact.Enquiry')

    assert '100 % of <your> words' in text_of(card)


@pytest.mark.django_db
def test_text_keeps_its_lines(package):
    make.enquiry(message='one\r\ntwo\n\nthree')

    [card] = cards(tree(package().text('index.html')), 'contact.Enquiry')

    assert 'one\ntwo\n\nthree' in text_of(card)


@pytest.mark.django_db
def test_empty_fields_are_named_once(package):
    make.enquiry(name='')

    [card] = cards(tree(package().text('index.html')), 'contact.Enquiry')

    assert 'Nothing is noted for: your name;' in text_of(card)


@pytest.mark.django_db
def test_rows_with_and_without_a_value_are_each_told_truly(package):
    for name in ('', 'Ada', '', 'Grace'):
        make.enquiry(name=name)

    found = cards(tree(package().text('index.html')), 'contact.Enquiry')

    assert [text_of(f).count('Nothing is noted for: your') for f in found] == [
        *(1, 0, 1, 0),
    ]
    assert 'Grace' in text_of(found[3])


@pytest.mark.django_db
def test_it_says_until_when_each_row_stays(package):
    now = timezone.now()
    make.enquiry(received_at=now - timedelta(days=300))
    make.enquiry(received_at=now - timedelta(days=500))

    first, overdue = cards(
        tree(package(now=now).text('index.html')), 'contact.Enquiry'
    )

    today = timezone.localdate(now)
    assert f'Kept until {day(today + timedelta(days=65))}.' in text_of(first)
    assert f'Kept until {day(today)}.' in text_of(overdue)


@pytest.mark.django_db
@pytest.mark.parametrize('made', make.EVERY_KIND)
def test_the_promised_day_is_that_of_the_sweep(made):
    made()

    for kind in held([make.ADA]):
        for row in kind.rows():
            end = ends_on(kind.declared.keep, row)
            begins = timezone.make_aware(
                timezone.datetime(end.year, end.month, end.day)
            )
            assert not is_due(kind, begins)
            assert is_due(kind, begins + timedelta(days=1, hours=1))


def is_due(kind, now):
    rules = kind.declared.keep
    return any(rule.expired(kind.found, now).exists() for rule in rules)


def test_a_day_is_written_as_people_say_it():
    assert re.fullmatch(r'\d{1,2} [A-Z][a-z]+ \d{4}', day(timezone.localdate()))
