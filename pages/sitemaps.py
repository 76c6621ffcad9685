"""sitemap.xml, from the same list that the addresses come from."""

from __future__ import annotations

from datetime import date

from django.contrib.sitemaps import Sitemap

from pages import posts
from pages.posts import Post
from pages.site_map import NAMES


class PageSitemap(Sitemap):
    def items(self) -> list[str]:
        return [*NAMES]

    def location(self, item: str) -> str:
        return f'/{item}'


class PostSitemap(Sitemap):
    def items(self) -> list[Post]:
        return posts.published()

    def lastmod(self, item: Post) -> date:
        return item.date


SITEMAPS = {'pages': PageSitemap, 'posts': PostSitemap}
