//! `/domain/{serviceName}`: a domain name, and changing it.

use serde::{Deserialize, Serialize};

use super::super::{DateTime, wire_enum};
use super::IamMetadata;

wire_enum! {
    /// Whether answers are signed.
    DnssecState = "domain.DnssecStateEnum" {
        Disabled = "disabled",
        Enabled = "enabled",
        NotSupported = "not_supported",
    }
}

wire_enum! {
    /// The state of a domain.
    DomainState = "domain.DomainStateEnum" {
        Deleted = "deleted",
        Dispute = "dispute",
        Expired = "expired",
        Ok = "ok",
        OutgoingTransfer = "outgoing_transfer",
        PendingCreate = "pending_create",
        PendingDelete = "pending_delete",
        PendingIncomingTransfer = "pending_incoming_transfer",
        PendingInstallation = "pending_installation",
        RegistrySuspended = "registry_suspended",
        Restorable = "restorable",
        TechnicalSuspended = "technical_suspended",
    }
}

wire_enum! {
    /// Whether a domain can be transferred.
    TransferLock = "domain.LockStatusEnum" {
        Locked = "locked",
        Locking = "locking",
        Unavailable = "unavailable",
        Unlocked = "unlocked",
        Unlocking = "unlocking",
    }
}

wire_enum! {
    /// Range of offers.
    DomainOffer = "domain.OfferEnum" {
        Diamond = "diamond",
        Gold = "gold",
        Platinum = "platinum",
    }
}

wire_enum! {
    /// Path of a pack.
    DomainParentKind = "domain.ParentServiceTypeEnum" {
        AllDom = "/allDom",
    }
}

wire_enum! {
    /// Whether a domain is renewed.
    DomainRenewal = "domain.RenewalStateEnum" {
        AutomaticRenew = "automatic_renew",
        CancellationComplete = "cancellation_complete",
        CancellationRequested = "cancellation_requested",
        ManualRenew = "manual_renew",
        Unpaid = "unpaid",
    }
}

wire_enum! {
    /// Whether a domain is suspended.
    DomainSuspension = "domain.SuspensionStateEnum" {
        NotSuspended = "not_suspended",
        Suspended = "suspended",
    }
}

wire_enum! {
    /// Whose name servers.
    NameServerKind = "domain.nameServer.NameServerTypeEnum" {
        Anycast = "anycast",
        Dedicated = "dedicated",
        Empty = "empty",
        External = "external",
        Hold = "hold",
        Hosted = "hosted",
        Hosting = "hosting",
        Mixed = "mixed",
        Parking = "parking",
    }
}

/// A domain name, `domain.DomainService`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Domain {
    /// Manages it.
    pub contact_admin: DomainContact,
    /// Pays for it.
    pub contact_billing: DomainContact,
    /// Owns it.
    pub contact_owner: DomainContact,
    /// Runs it.
    pub contact_tech: DomainContact,
    /// Whether answers are signed.
    pub dnssec_state: DnssecState,
    /// Whether they can be.
    pub dnssec_supported: bool,
    /// The name.
    pub domain: String,
    /// When it expires.
    pub expiration_date: DateTime,
    /// Whether glue can be IPv6.
    pub glue_record_ipv6_supported: bool,
    /// Whether glue can be several addresses.
    pub glue_record_multi_ip_supported: bool,
    /// Whether it can have hosts.
    pub host_supported: bool,
    /// When its registration last changed.
    pub last_update: DateTime,
    /// Whose name servers.
    pub name_server_type: NameServerKind,
    /// Its name servers.
    pub name_servers: Vec<NameServer>,
    /// Range of offers.
    pub offer: DomainOffer,
    /// Whether its owner can be hidden.
    pub owo_supported: bool,
    /// Pack that it is part of.
    pub parent_service: Option<DomainParent>,
    /// When it is renewed.
    pub renewal_date: DateTime,
    /// Whether it is renewed.
    pub renewal_state: DomainRenewal,
    /// Its id in `/service`.
    pub service_id: i64,
    /// Its state.
    pub state: DomainState,
    /// Whether it is suspended.
    pub suspension_state: DomainSuspension,
    /// Whether it can be transferred.
    pub transfer_lock_status: TransferLock,
    /// Contact that owns it.
    pub whois_owner: String,
}

/// A domain name, and how access policies know it, `domain.DomainServiceWithIAM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainWithIam {
    /// The domain.
    #[serde(flatten)]
    pub domain: Domain,
    /// How access policies know it.
    pub iam: Option<IamMetadata>,
}

/// Changing a domain, `domain.DomainService` as it is written. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DomainUpdate {
    /// Whose name servers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_server_type: Option<NameServerKind>,
    /// Whether it can be transferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_lock_status: Option<TransferLock>,
}

/// A contact, `domain.ContactSummary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainContact {
    /// Its id.
    pub id: String,
}

/// A pack that a domain is part of, `domain.ParentService`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainParent {
    /// Name of the pack.
    pub name: String,
    /// Path of the pack.
    #[serde(rename = "type")]
    pub kind: DomainParentKind,
}

/// A name server, `domain.nameServer.NameServer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NameServer {
    /// Its id.
    pub id: i64,
    /// IPv4 address, where glue is needed.
    pub ipv4: Option<String>,
    /// IPv6 address, where glue is needed.
    pub ipv6: Option<String>,
    /// Host name.
    pub name_server: String,
    /// Whose it is.
    pub name_server_type: NameServerKind,
}
