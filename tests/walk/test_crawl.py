"""A real browser looks at every public page and leaves with empty pockets."""

from urllib.parse import urlsplit

import pytest


LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
# All four places where a page can leave something behind.
POCKETS = """async () => [
    document.cookie,
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(found => found.name),
].filter(Boolean)"""
EMBEDDED = "document.querySelectorAll('iframe, object, embed, video').length"
SCRIPTS = """[...document.scripts]
    .filter(script => script.type !== 'application/ld+json').length"""


@pytest.fixture(scope='module')
def looked(browser, running):
    """Every page that can be reached by links: what each showed and left."""
    context = browser.new_context(base_url=running.site)
    asked = []
    context.on('request', lambda request: asked.append(request.url))
    page, todo, seen = context.new_page(), ['/'], {}
    while todo:
        path = todo.pop()
        page.goto(path)
        seen[path] = {
            'left': page.evaluate(POCKETS),
            'embedded': page.evaluate(EMBEDDED),
            'scripts': page.evaluate(SCRIPTS),
        }
        todo += [
            new
            for new in ours(page, running)
            if new not in seen | dict.fromkeys(todo)
        ]
    yield {
        'site': running.site,
        'asked': asked,
        'pages': seen,
        'cookies': context.cookies(),
    }
    context.close()


def ours(page, running):
    """Paths of our own site; no files, no mailbox of the developer."""
    return {
        urlsplit(link).path
        for link in page.evaluate(LINKS)
        if link.startswith(running.site)
    } - {'/mailbox/'}


def test_the_walk_reaches_every_public_page(looked):
    assert {
        *('/', '/contact/', '/privacy/', '/privacy/request/'),
        *('/privacy/promises/', '/privacy/versions/'),
        *('/privacy/transparency/', '/privacy/authorities/', '/privacy/link/'),
    } <= set(looked['pages'])


def test_no_page_leaves_anything_in_the_browser(looked):
    assert not looked['cookies']
    assert not {p: s for p, s in looked['pages'].items() if s['left']}


def test_no_page_asks_anybody_else(looked):
    foreign = [u for u in looked['asked'] if not u.startswith(looked['site'])]

    assert not foreign


def test_no_page_runs_a_script(looked):
    assert not {p: s for p, s in looked['pages'].items() if s['scripts']}


def test_no_page_embeds_anything(looked):
    assert not {p: s for p, s in looked['pages'].items() if s['embedded']}
