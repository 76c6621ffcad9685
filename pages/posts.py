"""The blog: Markdown files in pages/posts, each with a few lines on top.

    title: How it is called
    summary: One sentence for lists, feeds and previews
    date: 2026-11-22
    draft: true            (only while it is one)

A draft, or a post whose date has not come, is shown where DEBUG is on and
nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from pages import markdown


FOLDER = Path(__file__).with_name('posts')
WORDS_PER_MINUTE = 220


@dataclass(frozen=True)
class Post:
    slug: str
    title: str
    summary: str
    date: date
    draft: bool
    minutes: int
    html: SafeString

    @property
    def published_at(self) -> datetime:
        """The morning of its day; feeds want a time."""
        morning = datetime.combine(self.date, time(9))
        return timezone.make_aware(morning)

    def get_absolute_url(self) -> str:
        return reverse('post', args=[self.slug])

    def is_published(self) -> bool:
        return not self.draft and self.date <= timezone.localdate()


def published() -> list[Post]:
    """What everybody may read, the newest first."""
    return [post for post in written() if post.is_published()]


def find(slug: str) -> Post | None:
    """A post that may be read here, published or, for its author, not."""
    for post in written():
        if post.slug == slug and (post.is_published() or settings.DEBUG):
            return post
    return None


def neighbours(post: Post) -> tuple[Post | None, Post | None]:
    """The next newer and the next older one."""
    shelf = published()
    if post not in shelf:
        return None, None
    here = shelf.index(post)
    newer = shelf[here - 1] if here else None
    return newer, (shelf[here + 1] if here + 1 < len(shelf) else None)


def written() -> list[Post]:
    files = FOLDER.glob('*.md')
    posts = [read(file, file.stat().st_mtime_ns) for file in files]
    return sorted(posts, key=lambda post: (post.date, post.slug), reverse=True)


@cache
def read(file: Path, changed: int) -> Post:
    """Read once, and again only after the file changed."""
    head: Any
    head, text = frontmatter.parse(file.read_text())
    words = len(re.findall(r'\w+', text))
    return Post(
        slug=file.stem,
        title=head['title'],
        summary=head['summary'],
        date=head['date'],
        draft=head.get('draft', False),
        minutes=max(1, round(words / WORDS_PER_MINUTE)),
        html=markdown.render(text),
    )
