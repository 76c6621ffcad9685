"""What a search engine and its judge think of the pages: nothing to add.

Speed is not judged here, because a busy machine would lose; bytes are, in
tests/pages/test_weight.py, and `./dev bench lighthouse` shows the rest.
"""

import os

import pytest

from tests import lighthouse
from tests.pages.test_pages import PAGES
from tests.walk.conftest import CHROMIUM


CATEGORIES = ['accessibility', 'best-practices', 'seo']


def test_every_page_has_full_marks_on_a_phone_and_a_desktop(running):
    if not (CHROMIUM and lighthouse.INSTALLED):
        assert 'CI' not in os.environ, 'npm ci --prefix tests/lighthouse'
        pytest.skip('NO LIGHTHOUSE HERE: npm ci --prefix tests/lighthouse')

    pages = [running.site + path for path in PAGES]
    verdicts = lighthouse.judge(CHROMIUM, pages, CATEGORIES)

    assert len(verdicts) == 2 * len(pages)
    assert not [said for said in verdicts if said['missed'] or said['failure']]
    assert {
        score for said in verdicts for score in said['scores'].values()
    } == {100}
