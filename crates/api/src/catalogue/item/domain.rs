//! `/domain/{serviceName}`: a domain name.

use super::super::notation::{fields, ro, rw, values};
use super::super::operation::Resource;
use super::super::shape::{Model, Property};
use super::{ProductItem, change, named, read, whole};

const RESOURCE: Resource = Resource { path: "/domain", description: "Domain name" };

pub(super) const ITEM: ProductItem = ProductItem {
    line: "domain",
    read: read(RESOURCE, "/domain/{serviceName}", "domain.DomainServiceWithIAM"),
    change: change(
        RESOURCE,
        "/domain/{serviceName}",
        "domain.DomainService",
        &[named(), whole("domain.DomainService")],
    ),
    views: &[],
};

const CONTACT_ADMIN: Property = ro("contactAdmin", "domain.ContactSummary", "Manages it");
const CONTACT_BILLING: Property = ro("contactBilling", "domain.ContactSummary", "Pays for it");
const CONTACT_OWNER: Property = ro("contactOwner", "domain.ContactSummary", "Owns it");
const CONTACT_TECH: Property = ro("contactTech", "domain.ContactSummary", "Runs it");
const DNSSEC: Property = ro("dnssecState", "domain.DnssecStateEnum", "Whether answers are signed");
const DNSSEC_CAN: Property = ro("dnssecSupported", "boolean", "Whether they can be");
const DOMAIN: Property = ro("domain", "string", "The name");
const EXPIRATION: Property = ro("expirationDate", "datetime", "When it expires");
const GLUE_IPV6: Property = ro("glueRecordIpv6Supported", "boolean", "Whether glue can be IPv6");
const GLUE_MULTI: Property =
    ro("glueRecordMultiIpSupported", "boolean", "Whether glue can be several addresses");
const HOST: Property = ro("hostSupported", "boolean", "Whether it can have hosts");
const IAM: Property = ro("iam", "iam.ResourceMetadata?", "As access policies know it");
const UPDATED: Property = ro("lastUpdate", "datetime", "When its registration last changed");
const SERVER_TYPE: Property =
    rw("nameServerType", "domain.nameServer.NameServerTypeEnum", "Whose name servers");
const SERVERS: Property = ro("nameServers", "domain.nameServer.NameServer[]", "Its name servers");
const OFFER: Property = ro("offer", "domain.OfferEnum", "Range of offers");
const OWO: Property = ro("owoSupported", "boolean", "Whether its owner can be hidden");
const PARENT: Property = ro("parentService", "domain.ParentService?", "Pack that it is part of");
const RENEWAL: Property = ro("renewalDate", "datetime", "When it is renewed");
const RENEWAL_STATE: Property =
    ro("renewalState", "domain.RenewalStateEnum", "Whether it is renewed");
const SERVICE_ID: Property = ro("serviceId", "long", "Its id in /service");
const STATE: Property = ro("state", "domain.DomainStateEnum", "Its state");
const SUSPENSION: Property =
    ro("suspensionState", "domain.SuspensionStateEnum", "Whether it is suspended");
const LOCK: Property =
    rw("transferLockStatus", "domain.LockStatusEnum", "Whether it can be transferred");
const WHOIS: Property = ro("whoisOwner", "string", "Contact that owns it");

pub(super) const MODELS: &[Model] = &[
    fields(
        "domain.DomainService",
        "A domain name",
        &[
            CONTACT_ADMIN,
            CONTACT_BILLING,
            CONTACT_OWNER,
            CONTACT_TECH,
            DNSSEC,
            DNSSEC_CAN,
            DOMAIN,
            EXPIRATION,
            GLUE_IPV6,
            GLUE_MULTI,
            HOST,
            UPDATED,
            SERVER_TYPE,
            SERVERS,
            OFFER,
            OWO,
            PARENT,
            RENEWAL,
            RENEWAL_STATE,
            SERVICE_ID,
            STATE,
            SUSPENSION,
            LOCK,
            WHOIS,
        ],
    ),
    fields(
        "domain.DomainServiceWithIAM",
        "A domain name, and how access policies know it",
        &[
            CONTACT_ADMIN,
            CONTACT_BILLING,
            CONTACT_OWNER,
            CONTACT_TECH,
            DNSSEC,
            DNSSEC_CAN,
            DOMAIN,
            EXPIRATION,
            GLUE_IPV6,
            GLUE_MULTI,
            HOST,
            IAM,
            UPDATED,
            SERVER_TYPE,
            SERVERS,
            OFFER,
            OWO,
            PARENT,
            RENEWAL,
            RENEWAL_STATE,
            SERVICE_ID,
            STATE,
            SUSPENSION,
            LOCK,
            WHOIS,
        ],
    ),
    fields("domain.ContactSummary", "A contact", &[ro("id", "string", "Its id")]),
    fields(
        "domain.ParentService",
        "A pack that a domain is part of",
        &[
            ro("name", "string", "Name of the pack"),
            ro("type", "domain.ParentServiceTypeEnum", "Path of the pack"),
        ],
    ),
    fields(
        "domain.nameServer.NameServer",
        "A name server",
        &[
            ro("id", "long", "Its id"),
            ro("ipv4", "ipv4?", "IPv4 address, where glue is needed"),
            ro("ipv6", "ipv6?", "IPv6 address, where glue is needed"),
            ro("nameServer", "string", "Host name"),
            ro("nameServerType", "domain.nameServer.NameServerTypeEnum", "Whose it is"),
        ],
    ),
    values(
        "domain.DnssecStateEnum",
        "Whether answers are signed",
        &["disabled", "enabled", "not_supported"],
    ),
    values(
        "domain.DomainStateEnum",
        "The state of a domain",
        &[
            "deleted",
            "dispute",
            "expired",
            "ok",
            "outgoing_transfer",
            "pending_create",
            "pending_delete",
            "pending_incoming_transfer",
            "pending_installation",
            "registry_suspended",
            "restorable",
            "technical_suspended",
        ],
    ),
    values(
        "domain.LockStatusEnum",
        "Whether a domain can be transferred",
        &["locked", "locking", "unavailable", "unlocked", "unlocking"],
    ),
    values("domain.OfferEnum", "Range of offers", &["diamond", "gold", "platinum"]),
    values("domain.ParentServiceTypeEnum", "Path of a pack", &["/allDom"]),
    values(
        "domain.RenewalStateEnum",
        "Whether a domain is renewed",
        &[
            "automatic_renew",
            "cancellation_complete",
            "cancellation_requested",
            "manual_renew",
            "unpaid",
        ],
    ),
    values(
        "domain.SuspensionStateEnum",
        "Whether a domain is suspended",
        &["not_suspended", "suspended"],
    ),
    values(
        "domain.nameServer.NameServerTypeEnum",
        "Whose name servers",
        &[
            "anycast",
            "dedicated",
            "empty",
            "external",
            "hold",
            "hosted",
            "hosting",
            "mixed",
            "parking",
        ],
    ),
];
