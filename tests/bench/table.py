"""How figures are printed."""

import sys


def line(text=''):
    sys.stdout.write(f'{text}\n')
    sys.stdout.flush()


def title(text):
    line(f'\n{text.strip()}\n')


def row(*cells):
    """The first cell says what; the figures stand on the right."""
    first, *rest = map(str, cells)
    line(f'  {first:<34}' + ''.join(f'{cell:>15}' for cell in rest))


def ms(seconds):
    return f'{seconds * 1000:.1f} ms'
