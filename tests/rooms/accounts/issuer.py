"""A small OpenID Connect provider on the loopback address: discovery, authorize, token, keys and userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "qiao", "client-secret-of-the-tests"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, OTHER_KEY = new_key(), new_key()


@dataclass
class Issuer:
    """Its fields say how it behaves; each test bends one of them."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)  # laid over the true claims; None takes one away
    userinfo: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    signing_key: Any = KEY
    algorithm: str = "RS256"
    key_id: str | None = "first"
    person: dict[str, Any] = field(default_factory=dict)
    is_down: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def authorize(self, url: str) -> str:
        """What the person's browser does at the provider: signs in there and is sent back with a code."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(wanted)
        code = secrets.token_urlsafe(8)
        self.codes[code] = wanted
        return f"{wanted['redirect_uri']}?{urlencode({'code': code, 'state': wanted['state']})}"

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.discovery

    def keys(self) -> dict[str, Any]:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [key | {"kid": "first", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        wanted = self.codes.pop(form.get("code", ""), None)
        if wanted is None or not self._is_own_client(form) or not _proves(form, wanted):
            return None
        return {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.id_token(wanted)}

    def id_token(self, wanted: dict[str, str]) -> str:
        now = int(time.time())
        true = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": wanted.get("nonce")}
        claims = {**true, **self.person, **self.claims}
        headers = {"kid": self.key_id} if self.key_id else {}
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.signing_key, algorithm=self.algorithm, headers=headers)

    def _is_own_client(self, form: dict[str, str]) -> bool:
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)


def _proves(form: dict[str, str], wanted: dict[str, str]) -> bool:
    """PKCE (RFC 7636): the code works only for who asked for it."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == wanted.get("code_challenge")


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    issuer.person = {
        "sub": "person-1",
        "email": "wei@uni.example",
        "email_verified": True,
        "name": "Wei Chen",
    }
    server.RequestHandlerClass = _answering(issuer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answering(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", issuer.authorize(self.path))
                self.end_headers()
                return
            bodies = {
                "/.well-known/openid-configuration": issuer.configuration,
                "/keys": issuer.keys,
                "/userinfo": self._userinfo,
            }
            self._say(bodies[path]() if path in bodies else None)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            self._say(issuer.token(form) if self.path == "/token" else None)

        def _userinfo(self) -> dict[str, Any] | None:
            is_known = self.headers.get("Authorization") == "Bearer an-access-token"
            return {**issuer.person, **issuer.userinfo} if is_known else None

        def _say(self, body: dict[str, Any] | None) -> None:
            status = 503 if issuer.is_down else 200 if body is not None else 400
            text = json.dumps(body if status == 200 else {"error": "refused"}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: Any) -> None:
            pass

    return Answers
