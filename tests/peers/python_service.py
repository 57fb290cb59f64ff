#!/usr/bin/python3
"""A small http.server service, healthy or leaky in one known way. Prints "listening on 127.0.0.1:PORT".

Usage: python_service.py MODE   (healthy, threads, files)
"""
import http.server
import os
import sys
import threading

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

MODE = sys.argv[1] if len(sys.argv) > 1 else "healthy"
NEVER = threading.Event()
KEPT = []


def leak():
    if MODE == "threads":
        threading.Thread(target=NEVER.wait, daemon=True).start()
    elif MODE == "files":
        KEPT.append(os.open("/dev/null", os.O_RDONLY))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        metrics = self.path == "/metrics"
        if self.path == "/json":
            leak()
        found = metrics or self.path == "/json"
        body = generate_latest() if metrics else b'{"ok": true}'
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", CONTENT_TYPE_LATEST if metrics else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print("listening on 127.0.0.1:%d" % server.server_address[1], flush=True)
server.serve_forever()
