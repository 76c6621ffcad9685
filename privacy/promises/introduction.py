"""P01 to P10: the opening and the short version."""

from privacy.promises.proofs import (
    Clock,
    Refused,
    Section,
    Seen,
    Shown,
    Word,
    promise,
)


INTRODUCTION = Section(
    'The opening',
    (
        promise(
            'P01',
            'The policy has a title and a description of its own, and search '
            'engines are shown the current version only.',
            'versions',
            'Both are part of the published version, and its page prints '
            'them. Only /privacy/ is in the sitemap; older versions and this '
            'ledger ask not to be listed.',
            Shown(
                'policy/test_policy_page.py',
                'it_has_the_title_and_description_of_its_version',
                'search_engines_are_shown_the_current_version_only',
            ),
        ),
        promise(
            'P02',
            'We look after data with care, and show how.',
            'care',
            'A link to the policy stands at the foot of every page and under '
            'every form. That we care is for people to say.',
            Shown(
                'policy/test_policy_page.py',
                'it_is_one_press_away_from_every_page',
            ),
            Word('Every colleague with access knows how data is handled.'),
        ),
    ),
)

SHORT = Section(
    'The short version',
    (
        promise(
            'P03',
            'We know only what people chose to tell us; what a server notes '
            'of every visit is said apart.',
            'given',
            'Each column of each table is described, and what is in no table '
            'is listed by hand. A column that nobody described stops the '
            'build; a field that is not on the form is not stored.',
            Shown(
                'privacy/test_declarations.py',
                'a_silent_model_is_an_error',
                'a_field_nobody_described_is_an_error',
            ),
            Shown(
                'contact/test_enquiry.py',
                'only_the_fields_of_the_form_are_kept',
            ),
        ),
        promise(
            'P04',
            'Each use of data has a reason that the law accepts.',
            'basis',
            'No kind of row can be declared without an activity, and no '
            'activity without its legal basis; a legitimate interest is '
            'named.',
            Refused(
                'a_purpose_has_a_legal_basis on privacy_purpose',
                'an_interest_is_named on privacy_purpose',
            ),
            Shown(
                'policy/test_tables.py',
                'every_activity_has_a_legal_basis_and_an_interest_if_it_needs_one',
            ),
        ),
        promise(
            'P05',
            'We ask for no more than the purpose needs.',
            'little',
            'The form marks what may stay empty, and takes no field that it '
            'does not show.',
            Shown(
                'contact/test_enquiry.py',
                'a_name_is_not_needed',
                'only_the_fields_of_the_form_are_kept',
            ),
        ),
        promise(
            'P06',
            'We sell nothing.',
            'unsold',
            'Nothing on a page can reach another company, and the site has '
            'no way to send out lists. That nobody sells by hand is a word.',
            Seen('walk/test_crawl.py', 'no_page_asks_anybody_else'),
            Word('No data of visitors was sold, rented out or traded.'),
        ),
        promise(
            'P07',
            'Data is used only as the policy says.',
            'only tables',
            'What the policy prints and what the site does come from the '
            'same declarations.',
            Refused('a_purpose_is_promised on privacy_purpose'),
            Shown(
                'policy/test_tables.py',
                'every_activity_is_in_the_policy_with_its_purpose',
            ),
        ),
        promise(
            'P08',
            'We keep to the GDPR, and show what of it is proven.',
            'law breach',
            'There is no badge that could be green by itself. If one check '
            'fails, this page says so.',
            Shown(
                'policy/test_ledger_of_promises.py',
                'one_broken_check_is_said_at_the_top',
            ),
            Refused('clock_is_fixed on privacy_breach'),
            Word('We know of no duty under the GDPR that we do not meet.'),
        ),
        promise(
            'P09',
            'Everybody gets the same protection, wherever they live, and '
            'nobody is judged by a machine alone.',
            'everybody machines',
            'The site never asks where somebody is, and the day of an answer '
            'follows from the day of the request alone.',
            Shown(
                'policy/test_same_for_everybody.py',
                'wherever_a_request_comes_from_it_is_due_on_the_same_day',
            ),
        ),
        promise(
            'P10',
            'The short version is not all; the whole text stands below it.',
            'whole',
            'One page, nothing folded away from print, search or a screen '
            'reader.',
            Shown(
                'policy/test_policy_page.py',
                'the_whole_text_follows_the_short_version',
            ),
            Clock('versions_damaged'),
        ),
    ),
)
