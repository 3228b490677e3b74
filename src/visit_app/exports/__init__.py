"""What leaves the app for other systems."""

from visit_app.exports.text_block import text_block

__all__ = ["text_block"]
