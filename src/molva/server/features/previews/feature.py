"""The slice as one value: what it adds to the server."""

import molva
from molva.server.features.links import JOB
from molva.server.features.previews.errand import Previewer
from molva.server.kernel.feature import ErrandKind, Feature
from molva.server.settings import Settings


def previews_feature(settings: Settings) -> Feature:
    """Describe the slice; a message's own row has its preview. Switched off, it does nothing."""
    if settings.link_previews == "off":
        return Feature(name="previews")
    previewer = Previewer(
        f"Molva/{molva.__version__} (link preview)", allowed=settings.link_networks, per_hour=settings.links_per_hour
    )
    return Feature(name="previews", jobs=(ErrandKind(JOB, previewer.begin, previewer.work, previewer.end),))
