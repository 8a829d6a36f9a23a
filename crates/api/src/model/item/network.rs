//! `/dedicated/server/{serviceName}/specifications/network`: how a server is connected.

use serde::{Deserialize, Serialize};

use super::super::{DateTime, wire_enum};

wire_enum! {
    /// Kinds of bandwidth.
    BandwidthType = "dedicated.server.BandwidthTypeEnum" {
        Improved = "improved",
        Included = "included",
        Platinum = "platinum",
        Premium = "premium",
        Standard = "standard",
        Ultimate = "ultimate",
    }
}

wire_enum! {
    /// Kinds of bandwidth of the private network.
    VrackBandwidthType = "dedicated.server.BandwidthvRackTypeEnum" {
        Included = "included",
        Standard = "standard",
    }
}

wire_enum! {
    /// What links can be.
    LinkMode = "dedicated.virtualNetworkInterface.VirtualNetworkInterfaceModeEnum" {
        Public = "public",
        PublicAggregation = "public_aggregation",
        Vrack = "vrack",
        VrackAggregation = "vrack_aggregation",
    }
}

/// A whole amount with its unit, `complexType.UnitAndValue<long>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAndLong {
    /// Unit.
    pub unit: String,
    /// Amount.
    pub value: i64,
}

/// How a server is connected, `dedicated.server.NetworkSpecifications`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkSpecifications {
    /// What it may send and receive.
    pub bandwidth: Option<BandwidthDetails>,
    /// Speed of its link.
    pub connection: Option<UnitAndLong>,
    /// Whether its links can be joined.
    pub ola: Option<OlaDetails>,
    /// Addresses and gateways.
    pub routing: Option<RoutingDetails>,
    /// What it is plugged into.
    pub switching: Option<SwitchingDetails>,
    /// What it may send in a month.
    pub traffic: Option<TrafficDetails>,
    /// Whether it can have virtual MAC addresses.
    pub vmac: VmacDetails,
    /// The private network.
    pub vrack: Option<VrackBandwidth>,
}

/// What a server may send and receive, `dedicated.server.BandwidthDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandwidthDetails {
    /// From the internet.
    #[serde(rename = "InternetToOvh")]
    pub internet_to_ovh: Option<UnitAndLong>,
    /// To the internet.
    #[serde(rename = "OvhToInternet")]
    pub ovh_to_internet: Option<UnitAndLong>,
    /// Within the provider's network.
    #[serde(rename = "OvhToOvh")]
    pub ovh_to_ovh: Option<UnitAndLong>,
    /// What was bought.
    #[serde(rename = "type")]
    pub kind: Option<BandwidthType>,
}

/// The bandwidth of the private network, `dedicated.server.BandwidthvRackDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VrackBandwidth {
    /// What it may send and receive.
    pub bandwidth: Option<UnitAndLong>,
    /// What was bought.
    #[serde(rename = "type")]
    pub kind: Option<VrackBandwidthType>,
}

/// Whether the links of a server can be joined, `dedicated.server.OlaDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OlaDetails {
    /// Whether they can.
    pub available: bool,
    /// In which ways.
    pub supported_modes: Option<Vec<LinkMode>>,
}

/// Addresses and gateways of a server, `dedicated.server.RoutingDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingDetails {
    /// Of version 4.
    pub ipv4: Option<Routing>,
    /// Of version 6.
    pub ipv6: Option<Routing>,
}

/// Address and gateway, `dedicated.server.RoutingDetailsIpv4` and `dedicated.server.RoutingDetailsIpv6`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routing {
    /// Gateway.
    pub gateway: Option<String>,
    /// Main address.
    pub ip: Option<String>,
    /// Network.
    pub network: Option<String>,
}

/// What a server is plugged into, `dedicated.server.SwitchingDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchingDetails {
    /// Name of the switch.
    pub name: Option<String>,
}

/// What a server may send in a month, `dedicated.server.TrafficDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficDetails {
    /// What it may receive.
    pub input_quota_size: Option<UnitAndLong>,
    /// What it has received.
    pub input_quota_used: Option<UnitAndLong>,
    /// Whether it is slowed down.
    pub is_throttled: Option<bool>,
    /// What it may send.
    pub output_quota_size: Option<UnitAndLong>,
    /// What it has sent.
    pub output_quota_used: Option<UnitAndLong>,
    /// When it is counted anew.
    pub reset_quota_date: Option<DateTime>,
}

/// Whether a server can have virtual MAC addresses, `dedicated.server.VmacDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VmacDetails {
    /// Whether it can.
    pub supported: bool,
}
