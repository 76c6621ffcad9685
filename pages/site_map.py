"""The list of pages. A page is one line here and one template.

A page at /services/web/ is templates/pages/services/web.html and is named
`services-web`; only the home page has a name of its own. Menus, breadcrumbs,
previews and sitemap.xml call it what its line says.
"""

import re


PAGES = {
    '': 'ivelum',
    'services/': 'Services',
    'services/fractional-cto/': 'Fractional CTO',
    'industries/': 'Industries',
    'industries/ai/': 'AI products',
    'industries/startups/': 'Startups',
    'industries/media/': 'Media',
    'industries/education/': 'Education',
    'industries/healthcare/': 'Healthcare',
    'industries/security/': 'Security',
    'technology/': 'Technology',
    'about/': 'About us',
}

# Pages that other apps and modules make, and that belong to the site's map.
OTHERS = {
    'blog/': 'Blog',
    'contact/': 'Contact',
    'newsletter/': 'Newsletter',
    'newsletter/letters/': 'Past letters',
    'privacy/': 'Privacy policy',
    'privacy/request/': 'Your data',
    'privacy/authorities/': 'Where to complain',
    'privacy/transparency/': 'When authorities ask',
}

NAMES = PAGES | OTHERS

MENU = ['services/', 'industries/', 'technology/', 'blog/', 'about/']
LAST_IN_MENU = 'contact/'

FOOTER = {
    'Work': ['services/', 'services/fractional-cto/', 'technology/'],
    'Company': ['about/', 'blog/', 'newsletter/', 'contact/'],
    'Industries': [*filter(re.compile('industries/.').match, PAGES)],
}

# Old addresses, and the page that took over.
REDIRECTS = {
    'fractional-cto/': 'services/fractional-cto/',
    'consultation/': 'contact/#ways',
    'deck/': 'services/',
    'blog/index.xml': 'blog/rss.xml',
}


def name_of(page: str) -> str:
    return page.strip('/').replace('/', '-') or 'home'


def template_of(page: str) -> str:
    return f'pages/{page.strip("/") or "home"}.html'


def parents(page: str) -> list[str]:
    """The pages above this one, from the front page down."""
    parts = page.strip('/').split('/')
    above = ['/'.join(parts[:end]) + '/' for end in range(1, len(parts))]
    return ['', *(address for address in above if address in NAMES)]
