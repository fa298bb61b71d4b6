"""The version of the tables, and the mark of a file of ours."""

VERSION = 2
"""The version of the tables that this program reads and writes."""

APPLICATION_ID = 0x42_43_52_44
"""What SQLite keeps in the file's header for programs to know their own: "BCRD"."""
