"""Telling people: by mail (SMTP) and by a JSON webhook. Nothing that is told holds a value of a row.

A notifier that fails raises; whoever asked it goes on without it.
"""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import quote, urlsplit

from bots.errors import PlaceError
from bots.protocols import Vault
from bots.proxies import is_direct, login_of_proxy, proxy_of
from bots.settings import MailSettings, ProxySettings, Settings

_PATIENCE = 20  # seconds for a server


class MailNotifier:
    """Sends mail through the server of the house."""

    def __init__(self, settings: MailSettings, vault: Vault) -> None:
        self._settings, self._vault = settings, vault

    def tell(self, to: str, title: str, text: str) -> None:
        """Send one mail to an address. Raises PlaceError T32."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = self._settings.sender or to, to, title
        made["Date"], made["Message-ID"] = formatdate(localtime=False), make_msgid(domain="bots.invalid")
        made.set_content(text)
        try:
            with self._server() as server:
                server.send_message(made)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise PlaceError("T32", how="SMTP", where=self._settings.server, reason=_reason(error)) from None

    def _server(self) -> smtplib.SMTP:
        mine = self._settings
        trust = ssl.create_default_context()
        if mine.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mine.server, mine.port, timeout=_PATIENCE, context=trust)
        else:
            server = smtplib.SMTP(mine.server, mine.port, timeout=_PATIENCE)
        if mine.security == "starttls":
            server.starttls(context=trust)
        if mine.account:
            user, password = (self._vault.secret(f"{mine.account}_{part}").reveal() for part in ("user", "password"))
            server.login(user, password)
        return server


class WebhookNotifier:
    """Posts JSON: {"to", "title", "text"}, through the place's proxy where the address lies behind it."""

    def __init__(self, address: str, proxy: ProxySettings, vault: Vault) -> None:
        self._address = address
        self._proxy = proxy
        self._vault = vault

    def tell(self, to: str, title: str, text: str) -> None:
        """Send one message. Raises PlaceError T32."""
        body = json.dumps({"to": to, "title": title, "text": text}, ensure_ascii=False).encode()
        asked = urllib.request.Request(self._address, body, {"Content-Type": "application/json; charset=utf-8"})
        try:
            with self._opener().open(asked, timeout=_PATIENCE):
                pass
        except (OSError, ValueError, urllib.error.URLError) as error:
            host = urlsplit(self._address).hostname or "?"
            raise PlaceError("T32", how="webhook", where=host, reason=_reason(error)) from None


    def _opener(self) -> urllib.request.OpenerDirector:
        """What opens addresses. Raises PlaceError P20, P169. Without a proxy in the settings, that of the environment counts."""
        proxy = proxy_of(self._proxy)
        if proxy is None:
            return urllib.request.build_opener()
        if is_direct(self._proxy, urlsplit(self._address).hostname or ""):
            return urllib.request.build_opener(urllib.request.ProxyHandler({}))
        login = login_of_proxy(self._proxy, self._vault)
        before = ":".join(quote(part, safe="") for part in login) + "@" if login else ""
        through = f"http://{before}{proxy[0]}:{proxy[1]}"
        return urllib.request.build_opener(urllib.request.ProxyHandler({"http": through, "https": through}))


def notifiers(settings: Settings, vault: Vault) -> Mapping[str, MailNotifier | WebhookNotifier]:
    """The notifiers that the settings name, by what they are called in messages."""
    made: dict[str, MailNotifier | WebhookNotifier] = {}
    if settings.notify.mail.server:
        made["mail"] = MailNotifier(settings.notify.mail, vault)
    if settings.notify.webhook:
        made["webhook"] = WebhookNotifier(settings.notify.webhook, settings.proxy, vault)
    return made


def _reason(error: Exception) -> str:
    """Why, without anything that was sent: the name of the error and the server's number."""
    code = getattr(error, "smtp_code", None) or getattr(error, "code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
