"""People who wrote to us, people who subscribed, and what they agreed to."""

from contact.models.consents import (
    ConsentEvent,
    Kind,
    Method,
    Purpose,
    Subscription,
    SubscriptionQuerySet,
    end_of_proof,
)
from contact.models.enquiries import Enquiry, Reply, Sender, Usable
from contact.models.exports import Export
from contact.models.letters import Delivery, Letter
from contact.models.post import Handled, What
from contact.models.wishes import Wish
from contact.models.wordings import Wording


__all__ = [
    'ConsentEvent',
    'Delivery',
    'Enquiry',
    'Export',
    'Handled',
    'Kind',
    'Letter',
    'Method',
    'Purpose',
    'Reply',
    'Sender',
    'Subscription',
    'SubscriptionQuerySet',
    'Usable',
    'What',
    'Wish',
    'Wording',
    'end_of_proof',
]
