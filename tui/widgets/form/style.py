"""How a form is laid out; what is said stands beside the field on wide screens, else below."""

CSS = """
Form { height: 1fr; width: 1fr; }
Form > .notices { height: auto; padding: 0 3; color: $text-warning; }
Form > .notices.-silent { display: none; }
Form > .status { height: 1; padding: 0 1; color: $muted; }
FieldList { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; }
FieldRow { height: auto; width: 1fr; }
FieldRow .label { width: 24; height: auto; }
FieldRow .body { width: 1fr; height: auto; layout: vertical; }
FieldRow LineField, FieldRow LongField { width: 1fr; max-width: 60; background: transparent; }
FieldRow LongField { max-width: 100; padding: 0; background: $surface; }
FieldRow LineField:focus, FieldRow LongField:focus { background: $panel; }
FieldRow ChoiceField { width: 1fr; max-width: 60; height: auto; min-height: 1; }
FieldRow ChoiceField:focus { background: $panel; }
FieldRow FilesField { width: 1fr; max-width: 100; background: transparent; }
FieldRow FilesField:focus { background: $panel; }
FieldRow .files { width: 1fr; height: auto; }
.-wide FieldRow.-files .body { layout: vertical; }
FieldRow .note { display: none; width: 1fr; height: auto; padding: 0 1 0 0; }
.-wide FieldRow .body { layout: horizontal; }
.-wide FieldRow.-long .body { layout: vertical; }
.-wide FieldRow LineField, .-wide FieldRow ChoiceField { width: 44; }
.-wide FieldRow .note { padding: 0 1; }
.-wide FieldRow.-long .note { padding: 0; }
"""
