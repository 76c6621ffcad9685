"""Tells Django's admin which desk is ours, before any model is there."""

from django.contrib.admin.apps import AdminConfig


class StaffDeskConfig(AdminConfig):
    default_site = 'ivelum_site.desk.StaffDesk'
