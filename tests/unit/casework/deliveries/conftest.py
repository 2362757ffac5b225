from tests.unit.on_postgresql import pg_sessions, pg_url

__all__ = ["pg_sessions", "pg_url"]
