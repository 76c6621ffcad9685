"""The blog for feed readers: whole posts, as Atom and as RSS."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from pages import posts
from pages.posts import Post


class Posts(Feed):
    title = 'ivelum: the blog'
    link = reverse_lazy('blog')
    description = 'What we learn while we build software.'
    language = 'en-gb'

    def items(self) -> list[Post]:
        return posts.published()

    def item_title(self, item: Post) -> str:
        return item.title

    def item_description(self, item: Post) -> str:
        return item.html

    def item_pubdate(self, item: Post) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime:
        return item.published_at


class Rss(Posts):
    feed_type = Rss201rev2Feed


class Atom(Posts):
    feed_type = Atom1Feed
    subtitle = Posts.description
