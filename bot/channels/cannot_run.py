"""Why a channel cannot run, in words that the operator can act upon."""


class ChannelCannotRun(Exception):
    """A setting or this machine is in the way; the message is one Vietnamese line."""
