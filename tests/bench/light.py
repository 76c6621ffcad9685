"""LIGHT: bytes, and when the largest part of a page is seen, on a slow phone.

By the browser's own brakes: 150 ms away, 1.6 Mbit/s, a quarter of the
processor. Beside each page stand the bytes of the site before this one.
"""

from contextlib import contextmanager
from statistics import median

from tests.bench import site, table


PAGES = {
    '/': 1_350_500,
    '/privacy/': 63_200,
    '/contact/': 76_700,
    '/services/': 90_500,
    '/services/fractional-cto/': 66_300,
    '/industries/': 168_100,
    '/industries/startups/': 149_100,
    '/technology/': 100_800,
    '/about/': 941_800,
    '/blog/': 262_700,
    '/blog/a-site-without-cookies/': 85_200,
}
ROUNDS = 3
SLOW = {
    'offline': False,
    'latency': 150,
    'downloadThroughput': 1_638_400 / 8,
    'uploadThroughput': 768_000 / 8,
}
LARGEST = """() => new Promise(tell => new PerformanceObserver(
    seen => tell(seen.getEntries().at(-1).startTime)
).observe({type: 'largest-contentful-paint', buffered: true}))"""


def measure(full, office):
    from tests.walk.conftest import CHROMIUM

    if not CHROMIUM:
        return table.line('  No browser here: apt install chromium')
    with site.whole() as port, browser(CHROMIUM) as chromium:
        table.row('', 'requests', 'bytes', 'before', 'seen after')
        for path, before in PAGES.items():
            address = f'http://127.0.0.1:{port}{path}'
            visits = [visit(chromium, address) for _ in range(ROUNDS)]
            requests, weight, _ = visits[0]
            seen = f'{median(visit[2] for visit in visits):.0f} ms'
            table.row(path, requests, weight, before, seen)
    return None


@contextmanager
def browser(path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=['--no-sandbox']
        )


def visit(chromium, address):
    """A first visit: answers, bytes with their headers, and the LCP."""
    phone = chromium.new_context(viewport={'width': 390, 'height': 844})
    page = phone.new_page()
    wire = phone.new_cdp_session(page)
    sizes = []
    wire.send('Network.enable')
    wire.on('Network.loadingFinished', lambda e: sizes.append(size_of(e)))
    wire.send('Network.emulateNetworkConditions', SLOW)
    wire.send('Emulation.setCPUThrottlingRate', {'rate': 4})
    page.goto(address, wait_until='networkidle')
    seen = page.evaluate(LARGEST)
    phone.close()
    return len(sizes), sum(sizes), seen


def size_of(event):
    return round(event['encodedDataLength'])
