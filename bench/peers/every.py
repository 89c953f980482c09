"""All messengers that can be measured, by name."""

from bench.peers.ejabberd import Ejabberd, EjabberdMnesia, EjabberdNothingStored, EjabberdPostgres
from bench.peers.matrix import Matrix
from bench.peers.mosquitto import Mosquitto
from bench.peers.mqtt import Mqtt
from bench.peers.prosody import Prosody
from bench.peers.synapse import Synapse
from bench.peers.xmpp import Xmpp
from molva.cli.bench.peer import Peer

RIVALS = {
    peer.name: peer
    for peer in (
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
