"""Lists to read, of what names nobody: for every role, and quick when long."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from privacy.desk.base import NewestOnly, ReadOnlyAdmin, colleague


class RecordAdmin(ReadOnlyAdmin):
    """A record that names nobody, so that readers may read it, too."""

    change_list_template = 'desk/list.html'
    list_display_links = None
    list_per_page = 100
    paginator = NewestOnly
    show_full_result_count = False
    sortable_by = ()

    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return colleague(request).is_active
