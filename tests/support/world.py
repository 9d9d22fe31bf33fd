"""A small world for whole-site tests: an organisation, its people, one of everything that has an address."""

import hashlib
import io
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from PIL import Image

from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import store_image
from qiao.kit.imports.models import Import
from qiao.kit.jobs.models import DeadLetter, Job
from qiao.kit.mail.models import AddressTrouble, OutboxMail
from qiao.kit.mail.registry import mail_templates
from qiao.kit.mail.unsubscribing import unsubscribe_url
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import ApiToken, Invitation, User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.person import create_person
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import (
    Affiliation,
    AffiliationClaim,
    Contact,
    Equipment,
    Membership,
    MergeRecord,
    Organisation,
    OrganisationDomain,
    Person,
    Unit,
)
from qiao.rooms.privacy.domain.request import CONFIRM_SALT
from qiao.rooms.privacy.models import Controller, DataExport, DataSubjectRequest, Purpose, PurposeText

ROLES = ("anonymous", "stranger", "member", "manager", "owner", "operator")
ROOMS = (
    *("exchanges", "programme", "registration", "letters", "visits", "meetings"),
    *(
        "profiles",
        "opportunities",
        "offices",
        "finding",
        "applications",
        "reviews",
        "offers",
        "placement",
        "training",
    ),
)
PASSWORD = "a long enough password 侨桥"


@dataclass
class World:
    """`values` fills the parts of a path, found by route and name, by name, or by converter; `rows` are what
    rooms left for those above them (`tests/support/worlds/`)."""

    users: dict[str, User] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    password: str = PASSWORD

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(self.users[role])
            prove(client, self.users[role])
        return client


def prove(client: Client, user: User) -> None:
    """As after showing a moment ago who one is: what answers is the permission, not that question."""
    request = HttpRequest()
    request.session = session = client.session
    record_authentication(request, user, method="code", email=user.email, reauthenticated=True)
    session.save()


def cookies_of(client: Client) -> SimpleCookie:
    """As they are now, to give them back to the client after a request that may have changed them."""
    return SimpleCookie(client.cookies.output(header="", sep=";"))


def fill(route: str, world: World, *, instead: str = "") -> str:
    """A path for a route; with `instead` every converter takes that value, and one without any is empty."""
    path = "/" + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", route)
    path = re.sub(r"[\^$]|\\Z", "", path).replace("/zh-hans/", "/en/", 1)
    if instead and "<" not in path:
        return ""
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda match: instead or _value(match, route, world), path)


def _value(match: "re.Match[str]", route: str, world: World) -> str:
    converter, name = match.groups()
    before = route.split(match.group())[0].rstrip("/").split("/")
    after = route.partition(match.group())[2].strip("/").split("/")[0]
    for key in (
        f"{before[-1]}/{name}/{after}",
        f"{name}/{after}",
        f"{'/'.join(before[-2:])}/{name}",
        f"{before[-1]}/{name}",
        name,
    ):
        if key in world.values:
            return world.values[key]
    return (
        str(uuid.UUID(int=0))
        if converter in {"uuid", "uuidstr"}
        else "1"
        if converter == "int"
        else "nothing"
    )


@contextmanager
def lent_world(blocker: Any) -> Iterator[World]:
    """One for all tests of a file, each of which takes back what it writes: for a fixture of that scope."""
    with blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def build_world() -> World:
    world = World()
    for role in ROLES[1:]:
        world.users[role] = create_account(f"{role}@world.example", PASSWORD, "en")
    operator, owner = world.users["operator"], world.users["owner"]
    appoint(operator, None)
    organisation = _organisation(world, operator, "Columbia University", "哥伦比亚大学", "00hj8s172")
    for role in MembershipRole:
        Membership.objects.create(organisation=organisation, user=world.users[role], role=role)
    world.values |= _directory(world, organisation) | _kit(owner, operator)
    world.values |= _accounts(owner, operator, organisation) | _privacy(owner)
    world.rows["organisation"] = organisation
    for room in ROOMS:
        world.values |= import_module(f"tests.support.worlds.{room}").fill(world)
    return world


def _organisation(world: World, actor: User, name_en: str, name_zh: str, ror: str | None) -> Organisation:
    names = [NameDraft(value=name_zh, language="zh"), NameDraft(value=name_en, language="en")]
    values = {"kind": "university", "country": "US", "ror_id": ror}
    organisation: Organisation = create_organisation(actor=actor, names=names, values=values)
    set_publication(organisation, actor=actor, state=Publication.PUBLISHED)
    return organisation


def _directory(world: World, organisation: Organisation) -> dict[str, str]:
    operator, member = world.users["operator"], world.users["member"]
    other = _organisation(world, operator, "Duke University", "杜克大学", None)
    third = _organisation(world, operator, "Columbia Univ.", "哥大", None)
    merge = MergeRecord.objects.create(survivor=organisation, absorbed=third)
    names = [PersonNameDraft(value="Wen Lin", language="en", family="Lin", given="Wen", order="given_first")]
    person: Person = create_person(
        actor=operator, names=names, values={}, organisation=organisation, position_en="Adviser"
    )
    affiliation = Affiliation.objects.filter(person=person).first()
    unit = Unit.objects.create(organisation=organisation, kind="laboratory", name_en="Battery laboratory")
    Equipment.objects.create(unit=unit, name_en="Chamber")
    contact = Contact.objects.create(
        organisation=organisation, role_en="Career office", email="c@columbia.edu"
    )
    OrganisationDomain.objects.create(organisation=organisation, suffix="columbia.edu")
    claim = AffiliationClaim.objects.create(
        user=world.users["stranger"], organisation=organisation, claimed_name="Sam Stranger"
    )
    membership = Membership.objects.get(organisation=organisation, user=member)
    return _texts(
        {
            "organisations/pk": organisation.pk,
            "organisation_id": organisation.pk,
            "merge/absorbed_pk": other.pk,
            "difference/other_pk": other.pk,
            "merges/pk": merge.pk,
            "members/pk": membership.pk,
            "membership_id": membership.pk,
            "claims/pk": claim.pk,
            "of/pk": organisation.pk,
            "parts/noun": "contacts",
            "<slug:noun>/pk": contact.pk,
            "names/noun": "organisations",
            "name_id": organisation.names.first().pk,
            "names/<slug:noun>/pk": organisation.names.first().pk,
            "people/pk": person.pk,
            "person_id": person.pk,
            "affiliations/pk": affiliation.pk if affiliation else "",
            "unit_id": unit.pk,
            "publication/state": "draft",
            "organisation_name": organisation.names.first().pk,
        }
    )


def _kit(owner: User, operator: User) -> dict[str, str]:
    job, letter = _task(owner, "tests.job"), _task(None, "tests.letter")
    dead = DeadLetter.objects.create(task=letter.task, attempt=1, error_code="x", error_text="It broke.")
    mail = OutboxMail.objects.create(
        key="world", message_id="<world@testserver>", template="mail/trial", recipient=owner.email,
        language="en", subject="A mail", text="Text", html="<p>Text</p>",
    )  # fmt: skip
    trouble = AddressTrouble.objects.create(
        address="gone@world.example", kind="refused", since=timezone.now(), last_at=timezone.now()
    )
    stored = StoredFile.objects.create(
        kind="document", name="paper.pdf", content_type="application/pdf", size=8, sha256="0" * 64,
        access="owner", owner=owner, content=ContentFile(b"%PDF-1.4", "paper.pdf"),
    )  # fmt: skip
    picture = store_image(SimpleUploadedFile("lab.png", _picture()), owner=owner, access="owner")
    table = Import.objects.create(
        importer="directory.organisations", file_name="table.csv", started_by=operator,
        headings=["Name"], mapping=["name"],
    )  # fmt: skip
    unsubscribing = unsubscribe_url(owner.email, mail_templates.names()[0], "en")
    return _texts(
        {
            "job_id": job.pk,
            "letter_id": dead.pk,
            "mail_id": mail.pk,
            "trouble_id": trouble.pk,
            "files/pk": stored.pk,
            "<uuid:pk>/small/name": picture.name,
            "pk/small": picture.pk,
            "unsubscribe/token": unsubscribing.rstrip("/").rsplit("/", 1)[1],
            "files/name": "paper.pdf",
            "small/name": "paper.pdf",
            "<uuid:pk>/name": "paper.pdf",
            "imports/pk": table.pk,
            "import_id": table.pk,
            "importer": "directory.organisations",
            "templates/name": mail_templates.names()[0],
            "language": "en",
        }
    )


def _picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(target, "PNG")
    return target.getvalue()


def _task(owner: User | None, path: str) -> Job:
    task = DBTaskResult.objects.create(
        task_path=path, args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=timezone.now() + timedelta(days=1), exception_class_path="", traceback="",
    )  # fmt: skip
    return Job.objects.create(asked_by=owner, title="A job", task=task, queue="default")


def _accounts(owner: User, operator: User, organisation: Organisation) -> dict[str, str]:
    later = timezone.now() + timedelta(days=1)
    invitation = Invitation.objects.create(
        email="new@world.example", language="en", purpose="directory.membership", expires_at=later,
        token_hash=hashlib.sha256(b"world").hexdigest(), invited_by=owner,
        target_id=organisation.pk, details={"role": "member"},
    )  # fmt: skip
    passkey = Authenticator.objects.create(
        user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": credential()}
    )
    session = UserSession.objects.create(
        user=owner, session_key="w" * 32, ip="127.0.0.1", user_agent="Another browser"
    )
    token = ApiToken.objects.create(
        user=owner, name="Sync", prefix="worldtok", token_hash=hashlib.sha256(b"t").hexdigest(),
        scopes=[], expires_at=later,
    )  # fmt: skip
    return _texts(
        {
            "invitation_id": invitation.pk,
            "invitation/token": "world",
            "token_id": token.pk,
            "user_id": operator.pk,
            "provider_id": "none",
            "keys/pk": passkey.pk,
            "session_id": session.pk,
        }
    )


def credential() -> dict[str, Any]:
    """What a browser answers when a passkey is made, with a key pair of this moment."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"world-passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    made = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, attested)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    attestation = AttestationObject.create("none", made, {})
    return {
        "id": websafe_encode(b"world-passkey"),
        "rawId": websafe_encode(b"world-passkey"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(attestation),
        },
        "clientExtensionResults": {},
    }


def _privacy(owner: User) -> dict[str, str]:
    purpose = Purpose.objects.create(code="newsletter-world", kind="general")
    text = PurposeText.objects.create(
        purpose=purpose, version=1, language="en", title="News", body="We write to you."
    )
    asked = DataSubjectRequest.objects.create(
        kind="erasure", language="en", user=owner, email=owner.email, state="open",
        due_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    export = DataExport.objects.create(user=owner)
    controller = Controller.objects.create(country="CN", email="c@world.example", name_en="Controller")
    return _texts(
        {
            "purpose_id": purpose.pk,
            "text_id": text.pk,
            "request_id": asked.pk,
            "export_id": export.pk,
            "confirmation/token": signing.dumps(str(asked.pk), salt=CONFIRM_SALT),
            "certificates/token": asked.certificate_token,
            "by-link/token": export.link_token,
            "controller_id": controller.pk,
        }
    )


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
