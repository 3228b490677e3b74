"""What locks the app: the idle practitioner, and the system that locks or sleeps."""
