"""What every test shares: an off-screen Qt and one hypothesis profile."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The default 200 ms deadline fails by timing alone on a loaded machine; data never did.
settings.register_profile("visit_app", deadline=None)
settings.load_profile("visit_app")
