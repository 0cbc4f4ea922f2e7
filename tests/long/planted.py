"""A page that must not be: what it is asked for goes into a statement and into HTML as it came. Scanners that see nothing are blind."""
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PORT, SOCKET = int(sys.argv[1]), sys.argv[2]


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        fields = parse_qs(urlsplit(self.path).query)
        name, text = fields.get("id", ["1"])[0], fields.get("text", ["-"])[0]
        done = subprocess.run(["mariadb", "--no-defaults", f"--socket={SOCKET}", "--user=root", "grunnmur"], capture_output=True,
                              text=True, errors="replace", input=f"SELECT id, login FROM person WHERE id = {name}")
        page = f"<!DOCTYPE html><title>Planted</title><a href='/?id=1&amp;text=a'>{text}</a><p>{done.stdout}{done.stderr}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", PORT), Page).serve_forever()
