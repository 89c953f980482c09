"""The server without its edge: database, features and delivery put together, ready to take commands."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import molva
from molva.server.delivery.bus import Bus
from molva.server.delivery.gateway import Gateway
from molva.server.delivery.presence import PresenceBoard
from molva.server.delivery.relay import Relay
from molva.server.delivery.resume import Resumer
from molva.server.features.accounts import accounts_feature, extend_session, is_session_due, prepare_server, write_seen
from molva.server.features.chat_settings import chat_settings_feature
from molva.server.features.chats import chats_feature, companions
from molva.server.features.drafts import drafts_feature
from molva.server.features.folders import folders_feature
from molva.server.features.hidden import hidden_feature
from molva.server.features.mentions import mentions_feature
from molva.server.features.messages import messages_feature
from molva.server.features.pins import pins_feature
from molva.server.features.reactions import reactions_feature
from molva.server.features.schedule import schedule_feature
from molva.server.kernel.catchup import Catchup
from molva.server.kernel.clock import Clock
from molva.server.kernel.dispatch import Dispatcher
from molva.server.kernel.jobs import JobRunner
from molva.server.settings import Settings
from molva.server.storage.engine import Database


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
        slices = [
            accounts_feature(settings, database, clock),
            chats_feature(),
            mentions_feature(),
            messages_feature(max_text=settings.max_text),
            reactions_feature(),
            pins_feature(),
            schedule_feature(max_text=settings.max_text),
            hidden_feature(),
            drafts_feature(max_text=settings.max_text),
            chat_settings_feature(),
            folders_feature(),
        ]
        catchup = Catchup(slices, epoch)
        features = [*slices, catchup.feature()]
        resumer, relay = Resumer(database, catchup), Relay(bus)
        bus.listen(resumer.hub.hear)
        dispatcher = Dispatcher(features, database, clock, publish=relay.publish, signal=relay.signal, fatal=fatal)

        async def renew(session_id: str) -> bool:
            due = await database.read(lambda db: is_session_due(db, session_id, clock()))
            if due:
                await database.write(lambda db: extend_session(db, session_id, clock(), settings.session_days))
            return due is not None

        presence = PresenceBoard(resumer.hub, relay, database, clock, companions=companions, write_seen=write_seen)
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
        return cls(settings, database, clock, dispatcher, gateway, bus, jobs)

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
