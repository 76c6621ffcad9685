"""Words by which a mail may be about a right. Few, and in two languages.

They decide nothing: a colleague reads what they find, and each finding that
is none costs a press of a button. Add what a real mail said.
"""

from __future__ import annotations

import re
import unicodedata

from privacy.models import Right


# Of what somebody else wrote before, or a mail program did, nothing counts.
QUOTED_LINE = re.compile(r'\s*>|.{0,200}\b(wrote|rašė):\s*$')
QUOTED_REST = re.compile(
    r'^(-{2,} ?(original|forwarded) message|_{10,}\s*$|(from|nuo): .*@)',
    re.MULTILINE,
)
# What no eye sees between letters.
FORMAT = re.compile('[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff]')
MOST = 5_000  # a wish stands at the beginning

MINE = r'(my|our|me|mano|savo|mūsų|all|personal|asmens)\b.{0,40}'
DATA = r'(data|information|details|account|duomen)'
CHILD = r'(child|son|daughter|vaik|sūn|dukr)\w*'
OF_MINE = rf'\b{MINE}\b{DATA}'


def _article(number: int) -> str:
    return rf'\bart(icle|\.)? ?{number}\b|\b{number} straipsn'


# The first that is found counts.
WORDS = (
    (Right.COMPLAINT, r'privacy[\W_]*concern|\bskund(as|ž)'),
    (
        Right.CHILD,
        rf'\b{CHILD}\b.{{0,40}}{DATA}|{DATA}.{{0,40}}\b(my|mano) {CHILD}\b',
    ),
    (
        Right.ERASURE,
        rf'\b(delete|erase|remove|wipe|ištrin\w*|pašalin\w*)\b.{{0,20}}{OF_MINE}'
        r'|right to (be forgotten|erasure)|būti pamiršt'
        rf'|{_article(17)}',
    ),
    (
        Right.PORTABILITY,
        rf'data portability|perkeliamum|{_article(20)}',
    ),
    (
        Right.ACCESS,
        rf'\b(copy of|access to|what|which|kopij\w*)\b.{{0,20}}{OF_MINE}'
        r'|subject access|\bdsar\b|\bsusipažinti\b.{0,40}duomen'
        rf'|\bkoki\w*\b.{{0,30}}duomen|{_article(15)}',
    ),
    (
        Right.RECTIFICATION,
        r'\b(correct|rectify|update|ištais\w*|patiksl\w*)\b.{0,20}'
        rf'{OF_MINE}|{_article(16)}',
    ),
    (
        Right.RESTRICTION,
        r'\brestrict\w*\b.{0,40}\b(processing|use)|\baprib\w*\b.{0,40}tvark'
        rf'|{_article(18)}',
    ),
    (
        Right.WITHDRAWAL,
        r'\bwithdraw\w*\b.{0,30}\bconsent|\bunsubscribe\b'
        r'|stop the newsletter|\batšauk\w*\b.{0,30}sutikim'
        r'|\batsisak\w*\b.{0,30}naujienlaišk|\bnaujienlaišk\w*\b.{0,30}atsisak',
    ),
    (
        Right.OBJECTION,
        r'\bobject to\b.{0,40}\b(processing|use)|nesutink\w*.{0,40}tvark'
        rf'|\bstop (using|processing)\b.{{0,20}}{OF_MINE}|{_article(21)}',
    ),
    (
        Right.COMPLAINT,
        r'\bgdpr\b|\bbdar\b|data protection (authority|officer)'
        r'|supervisory authority|asmens duomenų apsaug',
    ),
)
PATTERNS = [(right, re.compile(words)) for right, words in WORDS]


def right_in(subject: str, text: str) -> Right | None:
    """The right that a mail may be about, by its own words."""
    said = _plain(f'{subject}\n{own_words(text)}')
    found = (right for right, words in PATTERNS if words.search(said))
    return next(found, None)


def own_words(text: str) -> str:
    """What they wrote now: our letters speak of every right, too."""
    new, *_ = QUOTED_REST.split(text[:MOST].lower(), maxsplit=1)
    lines = new.splitlines()
    return '\n'.join(line for line in lines if not QUOTED_LINE.match(line))


def _plain(words: str) -> str:
    """One line; letters of full width or with nothing between are letters."""
    same = unicodedata.normalize('NFKC', words).casefold()
    return ' '.join(FORMAT.sub('', same).split())
