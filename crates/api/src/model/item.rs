//! What product lines say of their services, and what of it can be changed: `/vps/{serviceName}` and its like.

mod dedicated_server;
mod domain;
mod network;
mod vps;
mod web_hosting;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::wire_enum;

pub use self::dedicated_server::{
    DedicatedServer, DedicatedServerState, DedicatedServerUpdate, DedicatedServerWithIam,
    PowerState, SupportLevel,
};
pub use self::domain::{
    DnssecState, Domain, DomainContact, DomainOffer, DomainParent, DomainParentKind, DomainRenewal,
    DomainState, DomainSuspension, DomainUpdate, DomainWithIam, NameServer, NameServerKind,
    TransferLock,
};
pub use self::network::{
    BandwidthDetails, BandwidthType, LinkMode, NetworkSpecifications, OlaDetails, Routing,
    RoutingDetails, SwitchingDetails, TrafficDetails, UnitAndLong, VmacDetails, VrackBandwidth,
    VrackBandwidthType,
};
pub use self::vps::{
    PortState, Vps, VpsDatacenter, VpsKeymap, VpsModel, VpsNetboot, VpsOffer, VpsOption, VpsPort,
    VpsState, VpsStatus, VpsUpdate, VpsVersion, VpsWithIam,
};
pub use self::web_hosting::{
    HostingAccess, HostingAddress, HostingCountry, HostingCountryIp, HostingOffer,
    HostingOfferCode, HostingResource, HostingState, HostingSystem, PhpSupport, PhpVersion,
    UnitAndValue, WebHosting, WebHostingUpdate, WebHostingWithIam,
};

/// How access policies know a service, `iam.ResourceMetadata`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IamMetadata {
    /// Name that its holder gave it.
    pub display_name: Option<String>,
    /// Unique id.
    pub id: String,
    /// Tags, by which lists can be filtered.
    pub tags: Option<BTreeMap<String, String>>,
    /// Name in policies.
    pub urn: String,
}

wire_enum! {
    /// How a tag is compared.
    TagOperator = "iam.resource.TagFilter.OperatorEnum" {
        Eq = "EQ",
    }
}

/// What a tag must be, `iam.resource.TagFilter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagFilter {
    /// How it is compared; for equality unless it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<TagOperator>,
    /// What it is compared with.
    pub value: String,
}

/// The filter of a list by tags: services that have all of these tags, each with one of its values.
pub type TagFilters = BTreeMap<String, Vec<TagFilter>>;
