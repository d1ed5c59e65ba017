"""A Packet becomes an Edition, closed once."""
