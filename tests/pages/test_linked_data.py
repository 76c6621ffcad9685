"""A search engine reads what the pages say about themselves."""

import json
import re

import jsonschema
import pytest

from tests.pages.test_pages import PAGES, POSTS


pytestmark = pytest.mark.django_db

TEXT = {'type': 'string', 'minLength': 1}
LINK = {'type': 'string', 'pattern': '^https?://'}


def thing(**properties):
    return {'required': [*properties], 'properties': properties}


SCHEMAS = {
    'Organization': thing(name=TEXT, url=LINK, logo=LINK, email=TEXT),
    'BreadcrumbList': thing(
        itemListElement={
            'minItems': 2,
            'items': thing(position={'minimum': 1}, name=TEXT, item=LINK),
        }
    ),
    'Service': thing(name=TEXT, serviceType=TEXT, provider=thing()),
    'FAQPage': thing(
        mainEntity={
            'minItems': 2,
            'items': thing(name=TEXT, acceptedAnswer=thing(text=TEXT)),
        }
    ),
    'ContactPage': thing(name=TEXT, url=LINK),
    'BlogPosting': thing(
        headline={'maxLength': 110},
        datePublished={'pattern': r'^\d{4}-\d\d-\d\d$'},
        image=LINK,
        author=thing(name=TEXT),
        mainEntityOfPage=LINK,
    ),
}


def things_of(client, path):
    html = client.get(path).content.decode()
    block = re.search('<script type="application/ld.json">(.*?)</script>', html)
    data = json.loads(block[1])
    assert data['@context'] == 'https://schema.org'
    return {thing['@type']: thing for thing in data['@graph']}


@pytest.mark.parametrize('path', PAGES)
def test_all_that_is_said_is_complete(client, path):
    things = things_of(client, path)

    assert things
    for kind, said in things.items():
        jsonschema.validate(said, SCHEMAS[kind])


@pytest.mark.parametrize(
    ('path', 'kinds'),
    [
        ('/', {'Organization'}),
        ('/services/', {'BreadcrumbList', 'Service'}),
        ('/industries/ai/', {'BreadcrumbList'}),
        ('/contact/', {'Organization', 'BreadcrumbList', 'ContactPage'}),
        (POSTS[0], {'BreadcrumbList', 'BlogPosting'}),
    ],
)
def test_a_page_says_what_it_is(client, path, kinds):
    assert set(things_of(client, path)) == kinds


def test_the_questions_are_those_on_the_page(client):
    path = '/services/fractional-cto/'
    html = client.get(path).content.decode().replace('&#x27;', "'")
    shown = re.findall('<summary>(.*?)</summary>', html)

    told = [q['name'] for q in things_of(client, path)['FAQPage']['mainEntity']]

    assert shown == told


def test_the_breadcrumbs_are_those_on_the_page(client):
    things = things_of(client, '/industries/media/')

    trail = [c['name'] for c in things['BreadcrumbList']['itemListElement']]

    assert trail == ['ivelum', 'Industries', 'Media']


def test_a_page_that_only_one_person_sees_says_nothing(client):
    html = client.get('/contact/thanks/').content.decode()

    assert 'ld+json' not in html
    assert 'og:' not in html
