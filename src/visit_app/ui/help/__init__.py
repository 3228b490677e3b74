"""Help: keys, where everything is, what this app is not, licences."""
