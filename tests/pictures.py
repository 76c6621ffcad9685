"""Draw the pictures that stand beside a link to us in chats and feeds.

    ./dev pictures

One for each page, by the browser that the walks use; and the icon that can be
no SVG. A test knows when a name or a drawing changed since they were drawn.
"""

import hashlib
import json
import os
import struct
import sys
from pathlib import Path

import django


ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / 'static/pictures'
DRAWN = ROOT / 'tests/pages/pictures.json'
SIZE = {'width': 1200, 'height': 630}
SHEET = """<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: F; src: url("FONT"); font-weight: 400 800 }
body { margin: 0; height: 630px; background: #3d0f9a; color: #fff;
  font: 700 76px/1.02 F; letter-spacing: -.035em; overflow: hidden;
  display: grid; grid-template-columns: 1fr 480px; gap: 50px }
div { padding: 70px 0 70px 80px; display: flex; flex-direction: column;
  justify-content: space-between; box-sizing: border-box; height: 630px }
.long { font-size: 66px } .short { font-size: 84px }
div svg { width: 210px; height: auto }
.wordmark-dot, .lit { fill: #ff5a00 }
.drawing { align-self: center; width: 440px; height: auto; color: #b796ff }
.soft { opacity: .22 } .fair { opacity: .55 }
</style>"""


def sheets():
    """What is to be drawn, as HTML, by the name of its picture."""
    from django.template.loader import render_to_string

    from pages import posts
    from pages.gallery import GALLERY
    from pages.site_map import NAMES, name_of
    from pages.templatetags.site import drawing

    wordmark = render_to_string('includes/wordmark.html')
    titles = {f'blog/{post.slug}/': post.title for post in posts.written()}
    for page, title in (NAMES | titles).items():
        key = 'blog' if page in titles else page.strip('/')
        art = drawing(key if key in GALLERY else 'industries')
        words = title if page else 'Good software is a long conversation.'
        sheet = f'{SHEET}<div class={fits(words)}>{wordmark}{words}</div>{art}'
        yield name_of(page), sheet


def digests():
    return {
        name: hashlib.sha256(sheet.encode()).hexdigest()[:16]
        for name, sheet in sheets()
    }


def fits(title):
    """Long titles are set smaller, by a class of their own."""
    return 'long' if len(title) > 24 else 'short'


def draw():
    from playwright.sync_api import sync_playwright

    from tests.walk.conftest import CHROMIUM

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=['--no-sandbox']
        )
        page = browser.new_page(viewport=SIZE)
        page.goto((ROOT / 'static/favicon.svg').as_uri())
        for name, sheet in [*sheets()]:
            shoot(page, sheet, FOLDER / f'{name}.png', SIZE)
        icons(page)
        browser.close()
    DRAWN.write_text(json.dumps(digests(), indent=2) + '\n')


def shoot(page, sheet, target, size):
    font = ROOT / 'static/fonts/figtree.woff2'
    draft = FOLDER / 'draft.html'
    draft.write_text(sheet.replace('FONT', font.as_uri()))
    page.set_viewport_size(size)
    page.goto(draft.as_uri())
    page.evaluate('document.fonts.ready')
    page.screenshot(path=target, omit_background=True)
    draft.unlink()


def icons(page):
    """The icon for home screens, and one for browsers that know no SVG."""
    icon = (ROOT / 'static/favicon.svg').read_text()
    plain = '<!doctype html><style>body{margin:0}svg{width:100vw}</style>'
    for side, name in ((512, 'icon-512.png'), (32, 'icon-32.png')):
        size = {'width': side, 'height': side}
        shoot(page, plain + icon, ROOT / 'static' / name, size)
    small = ROOT / 'static/icon-32.png'
    (ROOT / 'static/favicon.ico').write_bytes(ico(small.read_bytes()))
    small.unlink()


def ico(png):
    """An .ico file may simply hold a PNG: a directory of one, and the file."""
    head = struct.pack('<HHH', 0, 1, 1)
    entry = struct.pack('<BBBBHHII', 32, 32, 0, 0, 1, 32, len(png), 22)
    return head + entry + png


if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'ivelum_site.settings')
    django.setup()
    draw()
    sys.stdout.write(f'{len(digests())} pictures in {FOLDER}\n')
