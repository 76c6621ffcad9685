"""The 48 forbidden writes that this design began with, and where they are.

Either in a story of ours, or in the issue whose tables do not exist yet.
"""

SKETCH = {
    'two versions in force at once': 'policy: two versions in force at once',
    'silent edit of a published policy': (
        'policy: editing a published version in silence'
    ),
    'truncate policy': 'policy: emptying the versions',
    'dotless i in canonical': 'consent: a dotless i in an address',
    'second subject on one address': (
        'consent: a second subscription of one address'
    ),
    'marketing purpose on a critical template': 'issue 6',
    'newsletter with no consent': 'issue 6',
    'confirm without request': 'issue 6',
    'staff gives consent for a person': 'issue 6',
    'newsletter before double opt-in': 'issue 6',
    'newsletter after unsubscribe': 'issue 6',
    'a stranger re-typing the address does not re-subscribe': 'issue 6',
    'rewrite consent history': 'consent: rewriting a step',
    'delete consent history': 'consent: deleting a step before its time',
    'truncate consent history': 'consent: emptying the steps',
    'critical mail out of nowhere': 'issue 6',
    'skip the machine': 'requests: answering before it is open',
    'move the clock': 'requests: moving the day of receipt',
    'extension told after the first month': (
        'requests: an extension told after the first month'
    ),
    'extension longer than two months': (
        'requests: an extension longer than two months'
    ),
    'extension without real reason': (
        'requests: an extension without a real reason'
    ),
    'refusal without telling remedies': (
        'refusals: a refusal without telling remedies'
    ),
    'identity check without a written doubt': (
        'requests: a question of identity without a written doubt'
    ),
    'hold approved by its setter': 'holds: a hold approved by who set it',
    'delete under hold': 'holds: deleting an enquiry under hold',
    'edit restricted data': 'requests: changing an enquiry that is restricted',
    'third-country vendor with no transfer tool': (
        'recipients: a vendor in a third country without a transfer tool'
    ),
    'vendor without a data-processing agreement': (
        'recipients: a vendor without a signed contract'
    ),
    'disclosure with neither notice nor reason': (
        'authorities: a disclosure with neither notice nor reason'
    ),
    'cascade delete of a subject with history': (
        'consent: deleting a subscription that has a history'
    ),
    'disclosure assessed and approved by one person': (
        'authorities: a disclosure assessed and approved by one person'
    ),
    'disclosure without the items': (
        'authorities: a disclosure without the items'
    ),
    'good faith without a written balance': (
        'authorities: good faith without a written balance'
    ),
    'silence without a date to look again': (
        'authorities: silence without a date to look again'
    ),
    'Privacy Shield as transfer tool': (
        'recipients: the privacy shield as a transfer tool'
    ),
    'vendor active before the policy lists it': (
        'recipients: a vendor active before the policy lists it'
    ),
    'two rows for one vendor at once': (
        'recipients: two rows for one vendor at once'
    ),
    'purpose without legal basis': 'policy: a purpose without a legal basis',
    'legitimate interest not named': (
        'policy: a legitimate interest that nobody names'
    ),
    'purpose no promise stands for': (
        'policy: a purpose that no promise stands for'
    ),
    'transfer on the day of the notice': (
        'recipients: a transfer on the day of the notice'
    ),
    'transfer without contract': 'recipients: a transfer without a contract',
    'attestation for a year': 'policy: a word that counts for a year',
    'late breach notice without reason': (
        'breaches: a late notice of a breach without a reason'
    ),
    'no risk without a reason': 'breaches: no risk without a reason',
    'cookie the policy in force does not list': (
        'recipients: a cookie that the policy in force does not list'
    ),
    'restriction lifted in silence': (
        'requests: lifting a restriction in silence'
    ),
    'refusal without ground': 'refusals: a refusal without a ground',
}
