"""The demo's vendor, who does not exist."""

VENDOR_NAME = "Wolkenveld Software"
PRODUCT_NAME = "Profit"
HELP_CENTER_URL = "https://help.wolkenveld.example"
