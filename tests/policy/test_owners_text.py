"""The owner's own Markdown: published byte for byte, shown safely."""

import re
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from markdown_it import MarkdownIt

from privacy.policy import coverage, source, versions
from privacy.policy.findings import FINDINGS
from privacy.policy.publishing import Draft, RefusedError, problems, publish
from privacy.promises import PROMISES
from tests.policy.conftest import OWNERS


pytestmark = pytest.mark.django_db

HOSTILE = b"""---
title: <b>Bold</b> & co
description: '"><script>alert(1)</script>'
---

# Policy <script>alert(1)</script>

<script>alert(1)</script>

Read [this](javascript:alert(1)) and ![a picture](https://evil.example/x.png).

<iframe src="https://evil.example/"></iframe>

[Fine](https://example.org/ "a title"){onclick=alert(1)}
"""


@pytest.fixture
def every_promise(monkeypatch):
    """As if the owner's one mapped sentence made every promise."""
    first = coverage.fingerprint('We like trees.')
    monkeypatch.setattr(coverage, 'mapped', lambda: {first: sorted(PROMISES)})


def draft(body=OWNERS, because=''):
    return Draft(
        timezone.localdate(), 'The owner wrote it anew.', body, '.md', because
    )


def test_it_is_published_byte_for_byte(every_promise, policies):
    because = 'A greeting claims nothing at all.'
    windows = OWNERS.replace(b'\n', b'\r\n')

    version = publish(draft(windows, because), timezone.localdate())

    assert (policies / version.file).read_bytes() == windows
    assert versions.in_force().unmapped_because == because


def test_a_sentence_without_a_promise_stops_it(every_promise):
    with pytest.raises(RefusedError, match='1 sentences stand for no promise'):
        publish(draft(), timezone.localdate())

    assert not versions.published()


def test_the_page_shows_all_of_it(client, every_promise):
    because = 'A greeting claims nothing at all.'
    publish(draft(because=because), timezone.localdate())

    page = client.get('/privacy/').content.decode()

    assert '<title>A policy · ivelum</title>' in page
    assert 'content="What we do with data."' in page
    assert '<h1>Our policy</h1>' in page
    assert '<a href="#what-we-do">What we do</a>' in page
    assert '<h2 id="what-we-do">What we do</h2>' in page
    assert '<p>We like <strong>trees</strong>. Nobody sells data.</p>' in page


LONG = b"""---
title: A policy
description: What we do with data.
---

# Our *policy*

We like trees. A first paragraph, with **weight**, `code`, a [link](https://example.org/a_b)
and a soft break; quotes "like" these, it\\'s & <mailto:us@example.org>.
A hard break\\
ends this.

## One & two

1. A point,
   in two paragraphs.

   The second.
2. Another

- Loose *points*

  - inside another
- and &copy; an entity &lt;b&gt;

> Somebody said so.

| What | How long |
|---|---|
| Logs | 30 days |

### One & two

Last\xe2\x80\xa8words: \xc5\xa0iauliai, \xe2\x82\xac.
"""


def test_every_paragraph_of_it_is_on_the_page_in_its_order(
    client, every_promise
):
    publish(draft(LONG, 'It is only here to be long.'), timezone.localdate())
    page = client.get('/privacy/').content.decode()
    main = re.search(r'<main.*</main>', page, re.DOTALL)[0]
    shown = words(unescape(strip_tags(main)))

    paragraphs = list(written(LONG))

    assert len(paragraphs) == 16
    at = 0
    for paragraph in paragraphs:
        assert paragraph in shown[at:]
        at = shown.index(paragraph, at) + len(paragraph)


def written(body):
    """Every block of the text as a reader of the Markdown would copy it."""
    markdown = body.decode().split('---\n', 2)[2]
    parser = MarkdownIt('commonmark').enable('table')
    for token in parser.parse(markdown):
        if token.type == 'inline':
            parts = token.children
            yield words(
                ''.join(p.content or ' ' * ('break' in p.type) for p in parts)
            )


def words(text):
    return ' '.join(text.split())


def test_the_ledger_leads_to_no_clause_that_it_does_not_have(
    client, every_promise
):
    publish(draft(because='A greeting claims it.'), timezone.localdate())

    ledger = client.get('/privacy/promises/').content.decode()

    assert 'href="/privacy/"' in ledger
    assert 'href="/privacy/#' not in ledger


def test_companies_are_named_without_their_services(every_promise):
    because = 'It names who works for us.'
    publish(draft(because=because), timezone.localdate())
    assert problems() == [
        f'{timezone.localdate()}.md: does not name Amazon Web Services'
    ]


def test_nothing_in_it_can_run_or_be_fetched():
    shown = source.read(HOSTILE, 'x.md').html

    for harm in (
        '<script',
        '<iframe',
        '<img',
        'javascript:alert(1)"',
    ):
        assert harm not in shown
    assert '&lt;script&gt;' in shown
    assert '<a href="https://example.org/"' in shown


def test_its_title_and_description_are_only_text(client, every_promise):
    facts = HOSTILE.partition(b'# Policy')[0]
    hostile = facts + b'# Policy\n\nWe like trees.\n'
    because = 'None of this is meant.'

    publish(draft(hostile, because), timezone.localdate())

    page = client.get('/privacy/').content.decode()
    assert '<script>' not in page
    assert '<title>&lt;b&gt;Bold&lt;/b&gt; &amp; co · ivelum</title>' in page


def test_headings_have_anchors_of_their_own_and_skip_no_level():
    body = OWNERS.split(b'# Our')[0] + b'# A\n\n### B\n\n##### B\n\n### !\n'

    shown = source.read(body, 'x.md')

    assert shown.heading == 'A'
    assert shown.html.split('\n')[:3] == [
        '<h2 id="b">B</h2>',
        '<h3 id="b-">B</h3>',
        '<h2 id="chapter">!</h2>',
    ]


def test_an_edited_sentence_is_looked_at_again(monkeypatch):
    known = {coverage.fingerprint('Nobody sells data.'): ['P06']}
    monkeypatch.setattr(coverage, 'mapped', lambda: known)

    was = coverage.report(OWNERS)
    edited = coverage.report(OWNERS.replace(b'Nobody', b'Hardly anybody'))

    assert was.unmapped == ['We like trees.']
    assert was.made == {'P06'}
    assert edited.unmapped == ['We like trees.', 'Hardly anybody sells data.']


def test_the_map_and_the_findings_know_no_promise_that_is_none():
    codes = {code for made in coverage.mapped().values() for code in made}
    found = {code for finding in FINDINGS for code in finding.promises}

    assert codes - {coverage.NO_CLAIM} == set(PROMISES) - {'P01'}
    assert found <= set(PROMISES)
    assert [f.code for f in FINDINGS] == [f'L{n:02}' for n in range(1, 32)]
