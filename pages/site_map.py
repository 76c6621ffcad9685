"""The list of pages. A page is one line here and one template.

A page at /services/web/ is templates/pages/services/web.html and is named
`services-web`; only the home page has a name of its own.
"""

PAGES = [
    '',
]

# Old addresses, and the name of the page that took over.
REDIRECTS: dict[str, str] = {}


def name_of(page: str) -> str:
    return page.strip('/').replace('/', '-') or 'home'


def template_of(page: str) -> str:
    return f'pages/{page.strip("/") or "home"}.html'
