"""The server without its edge: database, features and delivery put together, ready to take commands."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import molva
from molva.server.delivery.bus import Bus
from molva.server.delivery.gateway import Gateway
from molva.server.delivery.presence import PresenceBoard
from molva.server.delivery.relay import Relay
from molva.server.delivery.resume import Resumer
from molva.server.features.accounts import accounts_feature, extend_session, is_session_due, prepare_server, write_seen
from molva.server.features.add_requests import add_requests_feature
from molva.server.features.chat_invites import chat_invites_feature
from molva.server.features.chat_settings import chat_settings_feature
from molva.server.features.chats import chats_feature, companions
from molva.server.features.contacts import contacts_feature
from molva.server.features.directory import directory_feature
from molva.server.features.drafts import drafts_feature
from molva.server.features.edits import edits_feature, forget_unkept
from molva.server.features.folders import folders_feature
from molva.server.features.forwards import forwards_feature
from molva.server.features.hidden import hidden_feature
from molva.server.features.links import links_feature
from molva.server.features.mentions import mentions_feature
from molva.server.features.messages import messages_feature
from molva.server.features.moderation import moderation_feature
from molva.server.features.pins import pins_feature
from molva.server.features.polls import polls_feature
from molva.server.features.previews import previews_feature
from molva.server.features.reactions import reactions_feature
from molva.server.features.schedule import schedule_feature
from molva.server.features.threads import threads_feature
from molva.server.kernel.catchup import Catchup
from molva.server.kernel.clock import Clock
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.effects import SightChanged
from molva.server.kernel.feature import Feature
from molva.server.kernel.jobs import JobRunner
from molva.server.settings import Settings
from molva.server.storage.engine import Database
from molva.server.storage.transaction import ScopeChange


@dataclass(frozen=True, slots=True)
class Core:
    """Everything that runs behind the edge."""

    settings: Settings
    database: Database
    clock: Clock
    dispatcher: Dispatcher
    gateway: Gateway
    bus: Bus
    jobs: JobRunner
    features: tuple[Feature, ...]
    """The slices, from the lowest to the topmost."""

    @classmethod
    async def build(
        cls,
        settings: Settings,
        database: Database,
        bus: Bus,
        clock: Clock,
        *,
        fatal: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> "Core":
        """Put the parts together over a migrated database; `start` sets them going.

        Args:
            fatal: ends the process when the disk broke its word.
            monotonic: seconds that only grow, by which silence is measured.
        """
        epoch = await database.write(lambda connection: prepare_server(connection, clock()))
        if settings.edit_history == "off":
            await database.write(forget_unkept)
        slices = [
            accounts_feature(settings, database, clock),
            contacts_feature(),
            chats_feature(),
            chat_invites_feature(),
            add_requests_feature(),
            directory_feature(on=settings.directory == "on"),
            mentions_feature(),
            links_feature(),
            messages_feature(
                max_text=settings.max_text,
                ban_appeal=settings.ban_appeal,
                general_hourly=settings.general_messages_per_hour,
                link_previews=settings.link_previews == "on",
                edit_hours=settings.edit_hours,
            ),
            edits_feature(on=settings.edit_history == "on"),
            threads_feature(),
            previews_feature(settings),
            reactions_feature(),
            pins_feature(),
            schedule_feature(
                max_text=settings.max_text,
                ban_appeal=settings.ban_appeal,
                general_hourly=settings.general_messages_per_hour,
                link_previews=settings.link_previews == "on",
            ),
            polls_feature(
                max_text=settings.max_text,
                ban_appeal=settings.ban_appeal,
                general_hourly=settings.general_messages_per_hour,
            ),
            forwards_feature(
                max_text=settings.max_text,
                ban_appeal=settings.ban_appeal,
                general_hourly=settings.general_messages_per_hour,
                link_previews=settings.link_previews == "on",
            ),
            hidden_feature(),
            drafts_feature(max_text=settings.max_text),
            chat_settings_feature(),
            folders_feature(),
            moderation_feature(reports_for_ban=settings.reports_for_ban, ban_hours=settings.ban_hours),
        ]
        catchup = Catchup(slices, epoch)
        features = [*slices, catchup.feature()]
        resumer, relay = Resumer(database, catchup), Relay(bus)
        bus.listen(resumer.hub.hear)
        presence = PresenceBoard(resumer.hub, relay, database, clock, companions=companions, write_seen=write_seen)

        def publish(changes: Sequence[ScopeChange], effects: Sequence[object]) -> None:
            relay.publish(changes, effects)
            if effects:
                for user_id in {effect.user_id for effect in effects if isinstance(effect, SightChanged)}:
                    presence.changed(user_id)

        dispatcher = Dispatcher(features, database, clock, publish=publish, signal=relay.signal, fatal=fatal)

        async def renew(session_id: str) -> bool:
            due = await database.read(lambda db: is_session_due(db, session_id, clock()))
            if due:
                await database.write(lambda db: extend_session(db, session_id, clock(), settings.session_days))
            return due is not None

        gateway = Gateway(
            dispatcher,
            resumer,
            presence,
            clock,
            epoch=epoch,
            version=molva.__version__,
            frames_per_second=settings.frames_per_second,
            frames_at_once=settings.frames_at_once,
            monotonic=monotonic,
            renew=renew,
        )
        jobs = JobRunner(features, dispatcher, database, clock)
        return cls(settings, database, clock, dispatcher, gateway, bus, jobs, tuple(slices))

    async def start(self) -> None:
        """Begin to take commands and connections."""
        await self.bus.start()
        self.dispatcher.start()
        self.gateway.start()
        self.jobs.start()

    async def drain(self) -> None:
        """Finish what was taken and send every connection away; they come back to the next server and resume."""
        await self.jobs.stop()
        await self.dispatcher.stop()
        await self.gateway.stop()

    async def stop(self) -> None:
        """End."""
        await self.drain()
        await self.bus.stop()
        await self.database.close()
