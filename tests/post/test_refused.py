"""A receipt repeats nothing that was typed, the name of a file included."""

import pytest

from contact import refused


@pytest.mark.parametrize(
    ('kept', 'said'),
    [
        ('', ''),
        ('cv.pdf (application/pdf)', '1 file (PDF)'),
        (
            'a.pdf (application/pdf)\nb.jpg (image/jpeg)\nc.png (image/png)',
            '3 files (PDF, picture)',
        ),
        ('Buy at evil.example (image/jpeg)', '1 file (picture)'),
        ('Buy at evil.example', '1 file (another kind)'),
        ('application/buy-at-evil.example', '1 file (another kind)'),
        (refused.TOO_DEEP, refused.TOO_DEEP),
        (f'film (video/mp4)\n{refused.CUT}', f'1 file (film)\n{refused.CUT}'),
    ],
)
def test_kind_and_number_in_words_of_ours(kept, said):
    assert refused.in_short(kept) == said
