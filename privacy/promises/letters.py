"""P62 to P67: how we write."""

from privacy.promises.proofs import Refused, Section, Shown, promise


LETTERS = Section(
    'How we write to you',
    (
        promise(
            'P62',
            'An address is used as agreed.',
            'mail-agreed',
            'By the same gate as the promise about the address above.',
            Refused('never_rewritten on contact_consentevent'),
            Shown(
                'contact/test_newsletter.py',
                'the_button_starts_it_and_keeps_the_proof',
            ),
        ),
        promise(
            'P63',
            'Who writes gets the answer by mail, without advertising.',
            'mail-answer',
            'Letters are templates, and there is one door through which they '
            'leave. No letter that answers carries anything else.',
            Shown('privacy/test_mail.py', 'it_goes_to_one_address_from_ours'),
            Shown('test_architecture.py', 'mail_leaves_by_one_door'),
            Shown('post/test_refused.py', 'kind_and_number_in_words_of_ours'),
        ),
        promise(
            'P64',
            'Letters that advertise go to who asked for them, and an '
            'objection ends them.',
            'mail-marketing objection',
            'The box is empty until somebody ticks it, and it counts only '
            'after a press in the letter.',
            Shown('contact/test_enquiry.py', 'an_unticked_box_is_no_consent'),
            Shown(
                'contact/test_newsletter.py',
                'a_second_sign_up_leaves_a_living_subscription_alone',
            ),
            Shown(
                'privacy/test_rights.py',
                'objection_stops_letters_and_locks_the_rest',
            ),
        ),
        promise(
            'P65',
            'One press at the foot of each ends them.',
            'mail-stop',
            'The link needs no account, opens a page with one button, and '
            'takes the one-click of mail programs (RFC 8058).',
            Shown(
                'contact/test_newsletter.py',
                'one_click_stops_it',
                'a_mail_scanner_does_not_stop_it',
            ),
        ),
        promise(
            'P66',
            'Some letters are needed, and carry nothing else.',
            'mail-needed',
            'Each kind of letter is listed with the row it answers, and none '
            'repeats what was typed.',
            Shown(
                'privacy/test_mail.py',
                'no_letter_is_forgotten_here',
                'nothing_typed_comes_back_to_a_person',
            ),
        ),
        promise(
            'P67',
            'In place of a profile there is a page of your own, by mail.',
            'mail-choices take-back',
            'Whoever asks gets the same answer; the link goes to the address '
            'itself, and closes after a week.',
            Shown(
                'privacy/test_rights.py',
                'from_her_profile_she_stops_the_newsletter',
                'withdrawal_ends_every_consent',
                'a_profile_closes_after_a_week',
            ),
            Shown(
                'privacy/test_proof_of_address.py',
                'renewing_for_a_stranger_looks_the_same',
            ),
        ),
    ),
)
