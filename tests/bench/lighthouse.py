"""LIGHTHOUSE: its four scores and its LCP; the site before: 3154 ms at home.

Only where it is installed: npm ci --prefix tests/lighthouse
"""

from tests import lighthouse
from tests.bench import site, table
from tests.bench.light import PAGES


SCORES = ('performance', 'accessibility', 'best-practices', 'seo')


def measure(full, office):
    from tests.walk.conftest import CHROMIUM

    if not (lighthouse.INSTALLED and CHROMIUM):
        return table.line('  NOT MEASURED: no lighthouse, or no Chromium')
    with site.whole() as port:
        table.row('', *(name.split('-')[0] for name in SCORES), 'LCP')
        pages = [f'http://127.0.0.1:{port}{path}' for path in PAGES]
        for said in lighthouse.judge(CHROMIUM, pages, SCORES):
            scores = [said['scores'][name] for name in SCORES]
            path = said['page'].partition(str(port))[2]
            table.row(
                f'{said["screen"]} {path}', *scores, f'{said["lcp"]:.0f} ms'
            )
    return None
