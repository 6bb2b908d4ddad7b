"""From a portal's address to its entrance; the only module that knows the adapters.

An adapter is imported when it is asked for: SQLAlchemy alone costs more than the first paint.
"""
