"""visit_app: home visits by practitioners, recorded offline and encrypted."""

__version__ = "0.1.0"
