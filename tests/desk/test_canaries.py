"""Where the desk shows personal data, and where it never does.

A canary is in every text that we hold about two people. The pages are found as
a colleague finds them: by following every link from the first page on.
"""

import html
import re
from urllib.parse import urljoin

import pytest

from privacy.models import Correction, DataSubjectRequest, Role
from tests import make
from tests.canary.people import person
from tests.canary.test_canary import STAYS
from tests.defects.whole import whole


pytestmark = pytest.mark.django_db

A, B = 'ada@example.org', 'bob@example.org'
THIRD = 'third@ivelum.com'
MOST = 150  # pages: more than there are


@pytest.fixture
def secrets():
    """All canaries, and the two addresses."""
    found = [A, B]
    for email in (A, B):
        planted = person(email).canaries
        found += [planted[at] for at in planted if at not in STAYS]
        make.open_case('complaint', email=email, details=f'{email} asks')
    # Which kind of data a correction is about, pages must be able to look up.
    Correction.objects.update(kind='contact.Enquiry', field='name')
    for email in (A, B):
        make.correction(dsr=make.open_case('rectification', email=email))
    return found


@pytest.fixture
def crawl(client):
    """Call it to read the desk as a colleague; gives each page by address."""

    def read(role):
        client.force_login(make.member(THIRD, role))
        found, waiting = {}, ['/admin/', *numbered()]
        while waiting and len(found) < MOST:
            address = waiting.pop(0)
            if address in found:
                continue
            page = client.get(address)
            found[address] = (page.status_code, text_of(page))
            waiting += links_in(address, text_of(page))
        return found

    return read


def numbered():
    """What no reader is led to may be typed into the browser."""
    requests = DataSubjectRequest.objects.values_list('pk', flat=True)
    kinds = {'privacy/datasubjectrequest': requests}
    for kind in ('contact/enquiry', 'contact/subscription'):
        kinds[kind] = range(1, 3)
    for kind in ('disclosure', 'legalhold', 'breach', 'auditevent'):
        kinds[f'privacy/{kind}'] = range(1, 3)
    return [f'/admin/{kind}/' for kind in kinds] + [
        f'/admin/{kind}/{pk}/change/'
        for kind, pks in kinds.items()
        for pk in pks
    ]


def text_of(page):
    return '' if page.streaming else page.content.decode(errors='replace')


def links_in(address, text):
    """Without what two filters at once show: they multiply."""
    links = re.findall(r'href="([^"#]*)"', text)
    full = [urljoin(address, html.unescape(link)) for link in links]
    return [at for at in full if at.startswith('/admin/') and '&' not in at]


def hits(secrets, text):
    return [secret for secret in secrets if secret in text]


def test_a_reader_reads_nothing_about_anybody(crawl, secrets):
    pages = crawl(Role.READER)

    opened = [at for at, (status, _) in pages.items() if status == 200]
    assert len(opened) >= 8
    told = {at: hits(secrets, text) for at, (_, text) in pages.items()}
    assert {at: found for at, found in told.items() if found} == {}


@pytest.mark.parametrize('role', [Role.HANDLER, Role.LEAD])
def test_no_address_title_or_log_holds_what_a_colleague_reads(
    crawl, secrets, caplog, role
):
    pages = crawl(role)

    texts = [text for _, text in pages.values()]
    assert len(hits(secrets, ''.join(texts))) >= 10
    assert 500 not in {status for status, _ in pages.values()}
    titles = re.findall(r'<title>(.*?)</title>', ''.join(texts), re.DOTALL)
    assert len(titles) >= 10
    linked = [at for p, (_, text) in pages.items() for at in links_in(p, text)]
    log = whole()['django_admin_log']
    beside = '\n'.join([*pages, *linked, *titles, *log, caplog.text])
    assert hits(secrets, beside) == []
