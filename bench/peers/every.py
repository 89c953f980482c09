"""All messengers that can be measured, by name."""

import shutil

from bench.peers.ejabberd import Ejabberd, EjabberdMnesia, EjabberdNothingStored, EjabberdPostgres
from bench.peers.matrix import Matrix
from bench.peers.mosquitto import Mosquitto
from bench.peers.mqtt import Mqtt
from bench.peers.prosody import Prosody
from bench.peers.synapse import PYTHON, Synapse
from bench.peers.xmpp import Xmpp
from molva.cli.bench.molva_peer import MOLVA
from molva.cli.bench.peer import Peer
from molva.cli.bench.size import FULL, Size

PEERS = {
    peer.name: peer
    for peer in (
        MOLVA,
        Peer("ejabberd", Ejabberd, Xmpp()),
        Peer("ejabberd-postgres", EjabberdPostgres, Xmpp()),
        Peer("ejabberd-mnesia", EjabberdMnesia, Xmpp()),
        Peer("ejabberd-nothing-stored", EjabberdNothingStored, Xmpp()),
        Peer("prosody", Prosody, Xmpp()),
        Peer("mosquitto-qos1", Mosquitto, Mqtt(qos=1)),
        Peer("mosquitto-qos0", Mosquitto, Mqtt(qos=0)),
        Peer("synapse", Synapse, Matrix()),
    )
}

SMALLER = {"synapse": Size(pairs=20, messages=1000, per_second=20, members=50, room_messages=100, connections=500)}
"""Synapse would take hours for the full size."""

PROGRAMS = {"ejabberd": "ejabberdctl", "prosody": "prosody", "mosquitto": "mosquitto", "synapse": str(PYTHON)}


def size_for(peer: str) -> Size:
    """How much load a messenger gets."""
    return SMALLER.get(peer, FULL)


def installed(peer: str) -> bool:
    """Whether the messenger can be started here."""
    program = PROGRAMS.get(peer.split("-")[0])
    return program is None or shutil.which(program) is not None
