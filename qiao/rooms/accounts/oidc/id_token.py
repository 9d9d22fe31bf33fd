"""The claims of an ID token, after every check of OpenID Connect Core 1.0, section 3.1.3.7.

The library skips the signature when the token came over TLS and knows no nonce; here both are checked always.
"""

from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.crypto import constant_time_compare

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60  # seconds that two clocks may differ


def verified_claims(
    token: str, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"ID token refused: {type(error).__name__}") from error
    _check_party(claims, client_id)
    if not nonce or not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("ID token refused: another nonce")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """By key id; without one only where the provider has a single key to sign with."""
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError
    usable = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in {None, "sig"}]
    fitting = [key for key in usable if key.key_id == header.get("kid")] if "kid" in header else usable
    if len(fitting) != 1:
        raise jwt.InvalidKeyError
    return fitting[0]


def _check_party(claims: dict[str, Any], client_id: str) -> None:
    """A token for several audiences says which one it was issued to."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise OAuth2Error("ID token refused: issued to another party")
