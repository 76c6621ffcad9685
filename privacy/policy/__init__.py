"""The policy and its past. A version is made the way a migration is made."""

from privacy.policy.versions import current_version


__all__ = ['current_version']
