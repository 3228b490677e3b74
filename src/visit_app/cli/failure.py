"""When a command cannot do its job."""


class Failure(Exception):
    """A job that failed; `str()` is one sentence saying why and what to do."""
