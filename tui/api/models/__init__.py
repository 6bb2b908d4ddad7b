"""Wire format, domain objects and form rules, one module per area."""

import os

# Looking for plug-ins of pydantic reads the metadata of everything that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
