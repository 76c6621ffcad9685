"""manifest.json: what the package holds, so that anyone can check it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from privacy.declaration.version import version
from privacy.subjects.package.archive import File
from privacy.subjects.package.contents import Contents
from privacy.subjects.package.plain import plain
from privacy.subjects.package.schema import SCHEMA_VERSION


def manifest(contents: Contents, files: list[File]) -> dict[str, Any]:
    return {
        'version': SCHEMA_VERSION,
        'generated_at': plain(contents.now),
        'reference': contents.reference,
        'declarations': version(),
        'complete': not any(file.problem for file in files),
        'rows': contents.counts,
        'files': [asdict(file) for file in files],
    }
