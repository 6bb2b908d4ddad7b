"""What the tables of all areas belong to."""

from sqlalchemy import MetaData

metadata = MetaData()
