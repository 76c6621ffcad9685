"""P31 to P40: sharing, advertising, a change of ownership."""

from privacy.promises.proofs import (
    Refused,
    Section,
    Seen,
    Shown,
    Word,
    promise,
)


SHARING = Section(
    'Whom we share it with',
    (
        promise(
            'P31',
            'Nothing is shared, sold, rented or traded for the business of '
            'others.',
            'no-trade',
            'No activity has such a purpose, and no party is named that '
            'would receive data for its own ends.',
            Shown(
                'policy/test_tables.py',
                'every_party_works_for_us_and_not_for_itself',
            ),
            Word('No data of visitors was handed to a third party to use.'),
        ),
        promise(
            'P32',
            'There is no advertising on the site.',
            'no-ads',
            'Every answer tells the browser to load nothing from elsewhere, '
            'and no script at all.',
            Seen('walk/test_crawl.py', 'no_page_asks_anybody_else'),
            Shown(
                'doors/test_headers.py',
                'every_answer_closes_what_we_do_not_use',
            ),
        ),
        promise(
            'P33',
            'A film from elsewhere loads after a press of its button, not '
            'before.',
            'embeds',
            'No page embeds anything at present, and the browser would '
            'refuse to.',
            Seen('walk/test_crawl.py', 'no_page_embeds_anything'),
        ),
        promise(
            'P34',
            'Players are set to the least advertising they allow.',
            'fewer-ads',
            'There is no player. One that is added has to change the rules '
            'in every answer first, and a test fails until it is looked at.',
            Seen('walk/test_crawl.py', 'no_page_embeds_anything'),
        ),
        promise(
            'P35',
            'Advertising inside a player is not ours and not followed by us.',
            'not-ours',
            'No script of ours runs that could follow anything.',
            Seen('walk/test_crawl.py', 'no_page_runs_a_script'),
        ),
        promise(
            'P36',
            'Data leaves in four cases and no others.',
            'closed',
            'Parties are declared beside the activity they serve; what goes '
            'to an authority is a row that two people decide.',
            Refused('two_people_decide_to_disclose on privacy_disclosure'),
            Shown(
                'policy/test_tables.py',
                'every_party_that_gets_data_is_in_the_policy',
            ),
            Word('Nothing was forwarded outside ivelum by hand.'),
        ),
        promise(
            'P37',
            'If the company is sold, data may move with it.',
            'sale',
            'A change of ownership is a row with a contract, a notice and a '
            'day, or it is not.',
            Refused('a_receiver_signed_a_contract on privacy_ownershipchange'),
        ),
        promise(
            'P38',
            'It moves under a contract that keeps it confidential.',
            'sale-terms',
            'The database wants the contract and its fingerprint. What is in '
            'it, a person has to read.',
            Refused('a_receiver_signed_a_contract on privacy_ownershipchange'),
            Word('No contract to sell the company is without that clause.'),
        ),
        promise(
            'P39',
            'People hear of it at least fourteen days before.',
            'sale-notice',
            'The database refuses a transfer that is earlier, and a notice '
            'dated back. On its day everybody whose address we hold gets a '
            'letter, and the notice stands above every page.',
            Refused(
                'people_are_told_two_weeks_before on privacy_ownershipchange',
                'notice_not_dated_back on privacy_ownershipchange',
                'two_agree_before_people_are_told on privacy_ownershipchange',
                'data_moves_two_weeks_after_people_were_told on '
                'privacy_ownershipchange',
            ),
            Shown(
                'policy/test_change_of_ownership.py',
                'everybody_we_know_is_told_once',
                'the_notice_stands_above_the_policy',
                'it_stands_above_every_page_in_few_words',
            ),
        ),
        promise(
            'P40',
            'The receiver is bound by the promises that were in force.',
            'sale-bound',
            'The row names the version, which nobody can change. That the '
            'receiver keeps to it is a word.',
            Refused(
                'told_as_it_is on privacy_ownershipchange',
                'published_as_it_is on privacy_policyversion',
            ),
            Word('No receiver is let off these promises.'),
        ),
    ),
)
