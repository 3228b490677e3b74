"""The design language as widgets: README.md lists them, gallery.py shows them."""
