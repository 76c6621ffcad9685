"""A page as a test reads it: its elements, their text and their links."""

from html.parser import HTMLParser


VOID = {'meta', 'link', 'br', 'hr', 'img', 'input', 'path'}
BLOCKS = {'p', 'li', 'td', 'th', 'dd', 'dt'}


def names(open_tag):
    """Its tag, its id and its classes."""
    tag, given = open_tag
    return [tag, given.get('id'), *(given.get('class') or '').split()]


class Page(HTMLParser):
    """`ids` in order; `blocks` with the names of what stands around each."""

    def __init__(self, html):
        super().__init__()
        self.open, self.blocks, self.ids, self.links = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if 'id' in given:
            self.ids.append(given['id'])
        if tag == 'a':
            self.links.append(given)
        if tag not in VOID:
            self.open.append((tag, given))
        if tag in BLOCKS:
            around = {
                name for open_tag in self.open for name in names(open_tag)
            }
            self.blocks.append({'around': around, 'text': ''})

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.blocks and any(tag in BLOCKS for tag, _ in self.open):
            self.blocks[-1]['text'] += data
