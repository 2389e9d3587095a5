"""The place's own HTTP proxy: which hosts are reached through it, and what it is told."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from bots.errors import PlaceError
from bots.protocols import Vault
from bots.settings import ProxySettings, proxy_address

Host = tuple[str, int]
"""A name or an address, and a port."""


def proxy_of(settings: ProxySettings) -> Host | None:
    """Host and port of the proxy; None where the place has none. Raises PlaceError P169 where it cannot be read."""
    return proxy_address(settings.server) if settings.server else None


def is_direct(settings: ProxySettings, host: str) -> bool:
    """Whether a host is reached without the proxy: this machine, and what `direct` names (.lg.jp = all under it)."""
    if host == "localhost" or _is_loopback(host):
        return True
    named = [one.strip().lower() for one in settings.direct.split(",")]
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in named if one)


def proxy_for(settings: ProxySettings, hosts: Collection[Host]) -> Host | None:
    """The proxy through which a run reaches its systems; None = directly. One browser has one way out: raises PlaceError
    P170 where some are reached through the proxy and some are not."""
    proxy = proxy_of(settings)
    if proxy is None:
        return None
    direct = sorted({host for host, _ in hosts if is_direct(settings, host)})
    others = sorted({host for host, _ in hosts} - set(direct))
    if direct and others:
        raise PlaceError("P170", direct=", ".join(direct), others=", ".join(others))
    return proxy if others else None


def login_of_proxy(settings: ProxySettings, vault: Vault) -> tuple[str, str] | None:
    """User and password for the proxy; None where it asks for none. Raises PlaceError P20 where they are not kept."""
    if not settings.account:
        return None
    user, password = (vault.secret(f"{settings.account}_{part}").reveal() for part in ("user", "password"))
    return user, password


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
