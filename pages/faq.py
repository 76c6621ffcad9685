"""Questions people ask, once for the page and once for search engines."""

FRACTIONAL_CTO = [
    (
        'What does it cost?',
        'Nothing extra. Whoever hires a team from us, or a single developer, '
        'has our CTO at their side. Elsewhere the same service is sold for '
        '3,000 to 25,000 dollars a month.',
    ),
    (
        'How much time do we get?',
        'Usually a few hours a week. There is no meter: some weeks need a '
        'long talk about architecture, others one short answer.',
    ),
    (
        'We have developers of our own. Does that work?',
        'Yes. Most of our teams are mixed anyway, your people and ours. The '
        'CTO works with all of them in the same way.',
    ),
    (
        'We already have a CTO. Is there any use in it?',
        'Then ours is somebody to think aloud with: a second opinion on a '
        'risky migration, a review before investors come, a deputy while '
        'yours is away.',
    ),
    (
        'How do we keep in touch?',
        'A check-in each week works best. Stand-ups are welcome where they '
        'help, and between them you write whenever something is on your mind.',
    ),
    (
        'What happens when we outgrow it?',
        'Then we help you to find a CTO of your own: we write the role with '
        'you, talk to candidates about technology, and hand over in order.',
    ),
]
