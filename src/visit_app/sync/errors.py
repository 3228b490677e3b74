"""What can go wrong between this laptop and the team, each as a plain sentence."""


class SyncError(Exception):
    """Something went wrong with the team's records; str() is a sentence for people."""


class Stopped(SyncError):
    """The person or the app asked sync to stop; nothing is lost, it goes on later."""

    def __init__(self) -> None:
        super().__init__("Stopped. It goes on next time.")


class StoreError(SyncError):
    """The place where the team's records lie did not do what was asked."""


class NotThere(StoreError):
    """No object has this name (yet)."""

    def __init__(self, name: str) -> None:
        super().__init__("The team store does not hold this parcel yet.")
        self.name = name


class Taken(StoreError):
    """An object of this name exists already; it was not changed."""

    def __init__(self, name: str) -> None:
        super().__init__("The team store already holds a parcel of this number.")
        self.name = name


class Refused(StoreError):
    """The store does not let this laptop in, or not do this."""

    def __init__(
        self,
        sentence: str = (
            "The team store does not let this laptop in. Your work is saved here. "
            "Sign in again, or ask IT for a new link."
        ),
    ) -> None:
        super().__init__(sentence)


class Offline(StoreError):
    """The store cannot be reached just now: the normal state of a laptop on visits."""

    def __init__(
        self,
        sentence: str = (
            "The team store cannot be reached. Your work is saved on this laptop "
            "and is sent when it is back."
        ),
    ) -> None:
        super().__init__(sentence)


class Full(StoreError):
    """The store has no room left."""

    def __init__(self) -> None:
        super().__init__(
            "The team store is full. Your work is saved on this laptop. "
            "Ask IT for more room in the team store."
        )


class Misconfigured(StoreError):
    """The address is wrong, or the store cannot do what this app needs."""


class CaptivePortal(Offline):
    """Something answered, but it was not the team store: a hotel or hospital login."""

    def __init__(self) -> None:
        super().__init__(
            "Something other than the team store answered, often the sign-in page of "
            "a public network. Your work is saved on this laptop. Sign in to the "
            "network, then try again."
        )


class NewerVersion(SyncError):
    """A colleague's newer version wrote something this version cannot judge."""

    def __init__(self) -> None:
        super().__init__(
            "The team uses a newer version of this app. Your work is saved on this "
            "laptop. Update the app to send and receive."
        )


class Untrusted(SyncError):
    """Bytes that do not verify: damaged, cut short, swapped or forged."""
