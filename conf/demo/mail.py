#!/usr/bin/python3
"""A mail server that delivers to a folder alone: mail.py FOLDER [PORT] [--login USER:PASSWORD] [--tls CERTIFICATE KEY] [--moody].

Each mail becomes FOLDER/0001.eml as it came, and 0001.txt to be read. FOLDER/port says where it listens: 127.0.0.0/8 alone.
--moody, for tests: who the mail is for decides what becomes of it (see Moody).
"""
import argparse
import asyncio
import email
import email.policy
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def put(path, content):
    """A file that is there whole or not at all."""
    with open(path + ".new", "wb") as file:
        file.write(content)
    os.rename(path + ".new", path)


class Sink:
    def __init__(self, folder):
        self.folder = folder
        self.count = sum(name.endswith(".eml") for name in os.listdir(folder))

    async def handle_DATA(self, server, session, envelope):
        self.count = self.count + 1 if os.path.exists(f"{self.folder}/0001.eml") else 1
        path = f"{self.folder}/{self.count:04}"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        heads = "".join(f"{name}: {message[name]}\n" for name in ("Date", "From", "To", "Subject"))
        body = message.get_body(("plain",))
        put(path + ".txt", (heads + "\n" + (body.get_content().replace("\r\n", "\n") if body else "")).encode())
        put(path + ".eml", envelope.content)
        return "250 2.0.0 Taken"


class Moody(Sink):
    """unknown: no such address; spam: refused when it is read; busy: not now; drop: taken, and the link cut before the answer;
    cut: the link cut at the address; full: the server takes nothing for now; strict: the sender is refused."""

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("strict"):
            return "553 5.7.1 Sender not allowed"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        mood = address.split("@")[0].split(".")[0]
        if mood == "cut":
            server.transport.abort()
        refusals = {"unknown": "550 5.1.1 No such user here", "busy": "451 4.2.1 Mailbox busy", "full": "421 4.3.2 Come back later"}
        if mood in refusals:
            return refusals[mood]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        mood = envelope.rcpt_tos[0].split("@")[0].split(".")[0]
        if mood == "spam":
            return "554 5.7.1 Looks like spam"
        answer = await super().handle_DATA(server, session, envelope)
        if mood == "drop":
            server.transport.abort()
        return answer


def authenticator(wanted):
    def check(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and f"{data.login.decode()}:{data.password.decode()}" == wanted
        return AuthResult(success=good)
    return check


async def serve(options):
    settings = {"hostname": "sink.example", "enable_SMTPUTF8": False}
    if options.login:
        settings |= {"authenticator": authenticator(options.login), "auth_required": True, "auth_require_tls": False}
    if options.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*options.tls)
        settings |= {"tls_context": context, "require_starttls": True}
    handler = (Moody if options.moody else Sink)(options.folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop, **settings), options.host, options.port)
    put(options.folder + "/port", str(server.sockets[0].getsockname()[1]).encode())
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("port", nargs="?", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--login")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--moody", action="store_true")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    try:
        asyncio.run(serve(options))
    except KeyboardInterrupt:
        sys.exit(0)


main()
