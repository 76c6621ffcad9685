"""People who wrote to us, people who subscribed, and what they agreed to."""

from contact.models.consents import (
    ConsentEvent,
    Kind,
    Method,
    Purpose,
    Subscription,
    SubscriptionQuerySet,
    Wording,
    end_of_proof,
)
from contact.models.enquiries import Enquiry, Reply, Usable
from contact.models.exports import Export
from contact.models.letters import Delivery, Letter


__all__ = [
    'ConsentEvent',
    'Delivery',
    'Enquiry',
    'Export',
    'Kind',
    'Letter',
    'Method',
    'Purpose',
    'Reply',
    'Subscription',
    'SubscriptionQuerySet',
    'Usable',
    'Wording',
    'end_of_proof',
]
