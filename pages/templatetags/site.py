"""What every page asks for: its menu, its place, its preview, its drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages import drawings, faq, linked_data, outside, posts
from pages.gallery import GALLERY
from pages.site_map import (
    FOOTER,
    LAST_IN_MENU,
    MENU,
    NAMES,
    parents,
)


register = template.Library()


@dataclass(frozen=True)
class Item:
    address: str
    name: str
    current: str = ''  # what aria-current should say
    is_last: bool = False


def page_of(context: Any) -> str:
    """Where we are; error pages may be asked for without a request."""
    request = context.get('request')
    return request.path_info.lstrip('/') if request else ''


def item(page: str, here: str) -> Item:
    inside = here.startswith(page) and here in NAMES
    current = 'page' if here == page else ('true' if inside else '')
    return Item(f'/{page}', NAMES[page], current, page == LAST_IN_MENU)


@register.simple_tag(takes_context=True)
def menu(context: Any) -> list[Item]:
    here = page_of(context)
    return [item(page, here) for page in (*MENU, LAST_IN_MENU)]


@register.simple_tag(takes_context=True)
def footer_map(context: Any) -> list[tuple[str, list[Item]]]:
    here = page_of(context)
    return [
        (heading, [item(page, here) for page in pages])
        for heading, pages in FOOTER.items()
    ]


@register.inclusion_tag('includes/crumbs.html', takes_context=True)
def crumbs(context: Any) -> dict[str, Any]:
    here = page_of(context)
    return {'above': [item(page, here) for page in parents(here)]}


@register.inclusion_tag('includes/about_page.html', takes_context=True)
def about_page(context: Any) -> dict[str, Any]:
    """Canonical address, preview and linked data; only where all may look."""
    here, post = page_of(context), context.get('post')
    if here not in NAMES and not isinstance(post, posts.Post):
        return {}
    return {
        'title': post.title if post else NAMES.get(here, ''),
        'kind': 'article' if post else 'website',
        'address': linked_data.url(f'/{here}'),
        'picture': linked_data.url(linked_data.picture(here)),
        'is_home': not here,
        'linked_data': linked_data.script(linked_data.about(here, post)),
    }


@register.simple_tag
def drawing(name: str) -> SafeString:
    front, beneath = GALLERY[name]
    width, height = drawings.size(front)
    back, tones = drawings.paths(beneath), drawings.paths(front)
    return format_html(
        '<svg class="drawing" viewBox="0 0 {w} {h}" width="{w}" height="{h}"'
        ' aria-hidden="true" focusable="false">'
        '<path class="soft" fill="currentColor" d="{soft}"/>'
        '<path class="fair" fill="currentColor" d="{fair}"/>'
        '<path class="lit" d="{lit}"/></svg>',
        w=width,
        h=height,
        soft=back.get('fair', ''),
        fair=tones.get('fair', ''),
        lit=tones.get('lit', ''),
    )


@register.inclusion_tag('includes/outside.html')
def outside_link(name: str) -> dict[str, Any]:
    """A link to another company's page, and beside it what a click means."""
    return {'outside': outside.BY_NAME[name], 'quiet': name != 'talk'}


@register.simple_tag
def outside_address(name: str) -> str:
    return outside.BY_NAME[name].address


@register.simple_tag
def chat_now() -> outside.ChatNow:
    return outside.chat_now()


@register.simple_tag
def latest_posts(many: int) -> list[posts.Post]:
    return posts.published()[:many]


@register.simple_tag
def fractional_cto_questions() -> list[tuple[str, str]]:
    return faq.FRACTIONAL_CTO


@register.simple_tag
def site_url() -> str:
    return settings.SITE_URL
