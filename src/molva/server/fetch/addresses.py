"""Which addresses of the network the server may reach for somebody else: those that anybody can reach."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The special-purpose registries of IANA (RFC 6890), and all that is no address of one machine.
INNER: Final[tuple[Network, ...]] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        ),
    )
)
GLOBAL_6: Final = IPv6Network("2000::/3")
"""Outside of it no IPv6 address is anybody's: what is mapped or translated from IPv4 (RFC 6052) lies there, too."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one that anybody on the Internet can reach."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_6:
        return False
    return not is_in(address, INNER)


def is_in(address: Address, networks: Iterable[Network]) -> bool:
    """Tell whether an address lies in one of the networks; one with a zone (`fe80::1%eth0`) lies in none."""
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    return any(address.version == network.version and address in network for network in networks)
