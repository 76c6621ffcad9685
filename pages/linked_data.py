"""What a page says about itself to machines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from pages.faq import FRACTIONAL_CTO
from pages.posts import Post
from pages.site_map import NAMES, name_of, parents


Thing = dict[str, Any]

COMPANY = '/#company'
OFFICES = [
    ('21 Upės g.', 'Vilnius', 'LT-08128', 'LT'),
    ('45 Calle Beire', 'Madrid', '28039', 'ES'),
]


def url(path: str) -> str:
    return f'{settings.SITE_URL}{path}'


def picture(page: str) -> str:
    """The preview of a page; a post whose own is not drawn yet has another."""
    name = f'pictures/{name_of(page)}.png'
    drawn = finders.find(name) or page in NAMES
    return static(name if drawn else 'pictures/blog.png')


def about(page: str, post: Post | None = None) -> list[Thing]:
    """Everything there is to say about the page at an address."""
    things = [company()] if page in ('', 'about/', 'contact/') else []
    if page:
        things.append(breadcrumbs(page, post))
    if page in SAYS_MORE:
        things.append(SAYS_MORE[page]())
    if page == 'services/fractional-cto/':
        things.append(questions())
    if post:
        things.append(article(post))
    return things


def company() -> Thing:
    return {
        '@type': 'Organization',
        '@id': url(COMPANY),
        'name': 'ivelum',
        'url': url('/'),
        'logo': url(static('icon-512.png')),
        'foundingDate': '2003',
        'email': 'info@ivelum.com',
        'telephone': '+37067527718',
        'address': [
            {
                '@type': 'PostalAddress',
                'streetAddress': street,
                'addressLocality': town,
                'postalCode': code,
                'addressCountry': country,
            }
            for street, town, code, country in OFFICES
        ],
        'sameAs': [
            'https://www.linkedin.com/company/ivelum/',
            'https://www.youtube.com/@ivelum',
        ],
    }


def breadcrumbs(page: str, post: Post | None = None) -> Thing:
    names = NAMES | ({page: post.title} if post else {})
    trail = [*parents(page), page]
    return {
        '@type': 'BreadcrumbList',
        'itemListElement': [
            {
                '@type': 'ListItem',
                'position': place,
                'name': names[step],
                'item': url(f'/{step}'),
            }
            for place, step in enumerate(trail, 1)
        ],
    }


def service(page: str, kind: str) -> Thing:
    return {
        '@type': 'Service',
        'name': NAMES[page],
        'serviceType': kind,
        'url': url(f'/{page}'),
        'provider': {'@id': url(COMPANY), '@type': 'Organization'},
        'areaServed': ['US', 'Europe', 'Asia'],
    }


def questions() -> Thing:
    return {
        '@type': 'FAQPage',
        'mainEntity': [
            {
                '@type': 'Question',
                'name': question,
                'acceptedAnswer': {'@type': 'Answer', 'text': answer},
            }
            for question, answer in FRACTIONAL_CTO
        ],
    }


def contact_page() -> Thing:
    return {
        '@type': 'ContactPage',
        'name': NAMES['contact/'],
        'url': url('/contact/'),
        'about': {'@id': url(COMPANY)},
    }


def article(post: Post) -> Thing:
    us = {'@type': 'Organization', 'name': 'ivelum', 'url': url('/')}
    return {
        '@type': 'BlogPosting',
        'headline': post.title,
        'description': post.summary,
        'datePublished': post.date.isoformat(),
        'image': url(picture(post.get_absolute_url())),
        'mainEntityOfPage': url(post.get_absolute_url()),
        'author': us,
        'publisher': us,
    }


SAYS_MORE = {
    'services/': lambda: service('services/', 'Custom software development'),
    'services/fractional-cto/': lambda: service(
        'services/fractional-cto/', 'Fractional CTO'
    ),
    'contact/': contact_page,
}


def script(things: list[Thing]) -> SafeString:
    """A data block. Browsers do not run it, so no policy must allow it."""
    text = json.dumps(
        {'@context': 'https://schema.org', '@graph': things},
        ensure_ascii=False,
    )
    # The one way out of a script element, closed.
    text = text.replace('<', '\\u003c')
    block = f'<script type="application/ld+json">{text}</script>'
    return mark_safe(block)  # noqa: S308
