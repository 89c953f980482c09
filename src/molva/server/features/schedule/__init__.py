"""Schedule: messages that are to be sent later."""

from molva.server.features.schedule.feature import schedule_feature

__all__ = ["schedule_feature"]
