"""P68 to P74: companies that work for us."""

from privacy.promises.proofs import (
    Clock,
    Refused,
    Section,
    Seen,
    Shown,
    Word,
    promise,
)


VENDORS = Section(
    'Companies that work for us',
    (
        promise(
            'P68',
            'We answer for what they do.',
            'answerable',
            'Requests come to us and are answered by us. To stand by it is a '
            'word.',
            Word('We never sent anybody on to a company that works for us.'),
        ),
        promise(
            'P69',
            'A new one is looked at, and listed before it gets anything.',
            'choosing',
            'The database refuses a company that begins before the version '
            'that lists it, or before everybody we know was told for 30 days. '
            'The looking is a word.',
            Refused('listed_before_active on privacy_subprocessor'),
            Clock('companies_apart'),
            Shown(
                'desk/test_companies.py',
                'everybody_we_know_hears_of_a_new_company_once',
            ),
            Shown(
                'contact/test_notices.py',
                'who_is_known_otherwise_hears_of_it_once',
            ),
            Word('Each company was looked at before it began.'),
        ),
        promise(
            'P70',
            'None works without a contract.',
            'contracts',
            'By the same rules of the register as the promise about '
            'contracts above.',
            Refused(
                'a_contract_comes_before_the_data on privacy_subprocessor',
                'a_contract_limits_data_and_purposes on privacy_subprocessor',
            ),
        ),
        promise(
            'P71',
            'No data lies in the United States; abroad it needs a ground '
            'that is valid.',
            'america',
            'The Privacy Shield is no value that the register knows.',
            Refused(
                'a_third_country_needs_a_transfer_tool on privacy_subprocessor',
                'a_dpf_certificate_is_looked_up on privacy_subprocessor',
            ),
            Shown(
                'policy/test_tables.py',
                'nobody_abroad_gets_data_without_a_safeguard',
            ),
        ),
        promise(
            'P72',
            'The list of companies is whole.',
            'recipients',
            'It is printed from the declarations. Neither a browser nor a '
            'process of ours reaches a host of anybody who is not on it.',
            Shown(
                'policy/test_tables.py',
                'every_party_that_gets_data_is_in_the_policy',
            ),
            Seen('walk/test_crawl.py', 'no_page_asks_anybody_else'),
            Shown(
                'doors/test_egress.py',
                'a_started_process_reaches_no_host_outside_the_register',
                'a_name_that_only_looks_like_one_is_closed',
                'a_company_that_is_not_in_use_opens_nothing',
            ),
            Word('No other company handles data of visitors for us.'),
        ),
        promise(
            'P73',
            'The data lies with Amazon Web Services in Stockholm.',
            'hosting',
            'Where a server stands, software cannot see.',
            Shown(
                'policy/test_tables.py', 'what_hosts_the_data_is_in_stockholm'
            ),
            Word('Database, backups, logs and mail are in Stockholm.'),
        ),
        promise(
            'P74',
            'Crisp, Calendly and YouTube get nothing before a press.',
            'chat',
            'They are links and nothing else: the rules in every answer let a '
            'browser load from nobody but us.',
            Seen('walk/test_crawl.py', 'no_page_asks_anybody_else'),
            Shown(
                'pages/test_outside.py',
                'what_a_click_means_is_said_beside_it',
            ),
            Word('The contract with Crisp is in force.'),
        ),
    ),
)
