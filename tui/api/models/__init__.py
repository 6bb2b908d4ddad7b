"""Wire format, domain objects and form rules, one module per area."""
