"""P48 to P56: cookies, and who helps."""

from privacy.promises.proofs import (
    Clock,
    Refused,
    Section,
    Seen,
    Shown,
    Word,
    promise,
)


EMPTY_POCKETS = Seen(
    'walk/test_crawl.py', 'no_page_leaves_anything_in_the_browser'
)

COOKIES = Section(
    'Cookies',
    (
        promise(
            'P48',
            'A cookie is text that a server leaves in a browser; what we say '
            'of cookies holds for every other store.',
            'cookie',
            'The browser of the test looks at all four stores.',
            EMPTY_POCKETS,
        ),
        promise(
            'P49',
            'No cookie identifies a visitor.',
            'nobody',
            'Visitors get none. One that is set by mistake is dropped on its '
            'way out, and somebody is alarmed.',
            EMPTY_POCKETS,
            Shown(
                'doors/test_no_cookies.py', 'a_cookie_set_by_mistake_is_dropped'
            ),
        ),
        promise(
            'P50',
            'No cookie analyses, smooths or personalises anything.',
            'no-analysis',
            'There is none. The register takes no cookie that the version in '
            'force does not list.',
            Refused('listed_in_the_policy_in_force on privacy_cookieentry'),
            EMPTY_POCKETS,
        ),
        promise(
            'P51',
            'No cookie remembers settings.',
            'no-memory',
            'Light, dark and size follow the device; what was agreed to is '
            'kept on our side.',
            EMPTY_POCKETS,
        ),
        promise(
            'P52',
            'Only the staff desk uses cookies, for security.',
            'staff',
            'They are bound to this host and to https, and no page of a '
            'visitor looks at one.',
            Shown(
                'doors/test_no_cookies.py',
                'no_page_sets_a_cookie_or_looks_at_one',
            ),
            Shown(
                'test_settings.py',
                'with_https_cookies_are_bound_to_the_host_and_hsts_is_on',
            ),
        ),
        promise(
            'P53',
            'To use the site is no consent.',
            'no-silent-yes',
            'A browser that looks at every page leaves no consent behind; '
            'only a press of its own button does.',
            EMPTY_POCKETS,
            Shown('contact/test_enquiry.py', 'an_unticked_box_is_no_consent'),
        ),
        promise(
            'P54',
            'The list of cookies is whole.',
            'list elsewhere-cookies',
            'What is not on it is dropped on its way out, even at the staff '
            'desk, and written down. A browser finds those on it, and no '
            'other.',
            EMPTY_POCKETS,
            Shown(
                'policy/test_tables.py',
                'the_staff_have_the_cookies_of_the_list_and_no_others',
            ),
            Shown(
                'doors/test_no_cookies.py',
                'a_cookie_set_by_mistake_is_dropped',
                'a_cookie_written_as_a_header_is_dropped_too',
                'the_desk_sets_no_cookie_that_is_in_no_register',
            ),
            Clock('strays_unsettled'),
        ),
        promise(
            'P55',
            'Whoever helps us stands in one table.',
            'helpers',
            'A party that is named by any activity is in the table.',
            Shown(
                'policy/test_tables.py',
                'every_party_that_gets_data_is_in_the_policy',
            ),
        ),
        promise(
            'P56',
            'Each of them signed a contract on data protection.',
            'helpers-bound',
            'The register takes no company without the day and the '
            'fingerprint of its contract, its data and its purposes.',
            Refused(
                'a_subprocessor_is_described on privacy_subprocessor',
                'a_contract_limits_data_and_purposes on privacy_subprocessor',
                'a_contract_comes_before_the_data on privacy_subprocessor',
            ),
            Word('The contracts of all companies in the table are on file.'),
        ),
    ),
)
