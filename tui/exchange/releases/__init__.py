"""Release notes: Markdown with YAML front matter, and changelogs in one file."""

from tui.exchange.files import MAX_FILE_SIZE, FileRefused, Remark
from tui.exchange.releases.reading import Reading, read_releases

__all__ = ["MAX_FILE_SIZE", "FileRefused", "Reading", "Remark", "read_releases"]
