//! `/hosting/web/{serviceName}`: web hosting, and changing it.

use serde::{Deserialize, Serialize};

use super::super::{DateTime, PriceWithUcents, wire_enum};
use super::IamMetadata;

wire_enum! {
    /// Countries with addresses of their own.
    HostingCountry = "hosting.web.CountryEnum" {
        Be = "BE",
        Ca = "CA",
        Cz = "CZ",
        De = "DE",
        Es = "ES",
        Fi = "FI",
        Fr = "FR",
        Ie = "IE",
        It = "IT",
        Lt = "LT",
        Nl = "NL",
        Pl = "PL",
        Pt = "PT",
        Uk = "UK",
    }
}

wire_enum! {
    /// What can be bought.
    HostingOfferCode = "hosting.web.OfferEnum" {
        Cloudweb1 = "CLOUDWEB_1",
        Cloudweb2 = "CLOUDWEB_2",
        Cloudweb3 = "CLOUDWEB_3",
        Ks = "KS",
        Performance1 = "PERFORMANCE_1",
        Performance2 = "PERFORMANCE_2",
        Performance3 = "PERFORMANCE_3",
        Performance4 = "PERFORMANCE_4",
        Perso = "PERSO",
        PowerBeta1 = "POWER_BETA_1",
        Pro = "PRO",
        Start = "START",
    }
}

wire_enum! {
    /// Operating system.
    HostingSystem = "hosting.web.OperatingSystemEnum" {
        Linux = "linux",
    }
}

wire_enum! {
    /// How long a version of PHP is looked after.
    PhpSupport = "hosting.web.PhpVersionStateEnum" {
        Beta = "BETA",
        EndOfLife = "END_OF_LIFE",
        SecurityFixes = "SECURITY_FIXES",
        Supported = "SUPPORTED",
    }
}

wire_enum! {
    /// How a machine is shared.
    HostingResource = "hosting.web.ResourceEnum" {
        BestEffort = "bestEffort",
        Cloud = "cloud",
        Dedicated = "dedicated",
        Shared = "shared",
    }
}

wire_enum! {
    /// The state of a hosting.
    HostingState = "hosting.web.StateEnum" {
        Active = "active",
        Bloqued = "bloqued",
        Maintenance = "maintenance",
    }
}

/// Web hosting, `hosting.web.Service`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebHosting {
    /// Boosts to be had.
    pub available_boost_offer: Vec<HostingOffer>,
    /// Boost in use.
    pub boost_offer: Option<String>,
    /// Cluster it runs on.
    pub cluster: String,
    /// IPv4 address of the cluster.
    pub cluster_ip: Option<String>,
    /// IPv6 address of the cluster.
    pub cluster_ipv6: Option<String>,
    /// Addresses by country.
    pub countries_ip: Option<Vec<HostingCountryIp>>,
    /// Where it stands.
    pub datacenter: String,
    /// Name that its holder gave it.
    pub display_name: Option<String>,
    /// Machine that holds its files.
    pub filer: Option<String>,
    /// Whether it has a CDN.
    pub has_cdn: Option<bool>,
    /// Whether it has a certificate.
    pub has_hosted_ssl: Option<bool>,
    /// Folder of its files.
    pub home: String,
    /// Its IPv4 address.
    pub hosting_ip: Option<String>,
    /// Its IPv6 address.
    pub hosting_ipv6: Option<String>,
    /// When its settings were last read.
    pub last_ovh_config_scan: Option<DateTime>,
    /// What was bought.
    pub offer: String,
    /// Operating system.
    pub operating_system: HostingSystem,
    /// Versions of PHP.
    pub php_versions: Vec<PhpVersion>,
    /// Its first user.
    pub primary_login: String,
    /// Space that it has.
    pub quota_size: UnitAndValue,
    /// Space that is used.
    pub quota_used: Option<UnitAndValue>,
    /// What would suit better.
    pub recommended_offer: Option<HostingOfferCode>,
    /// How its machine is shared.
    pub resource_type: HostingResource,
    /// How its files are reached.
    pub service_management_access: HostingAccess,
    /// Its name.
    pub service_name: String,
    /// Its state.
    pub state: HostingState,
    /// Proof of ownership for other programs.
    pub token: Option<String>,
    /// Traffic that it has.
    pub traffic_quota_size: Option<UnitAndValue>,
    /// Traffic that is used.
    pub traffic_quota_used: Option<UnitAndValue>,
    /// Updates to be had.
    pub updates: Vec<String>,
}

/// Web hosting, and how access policies know it, `hosting.web.ServiceWithIAM`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebHostingWithIam {
    /// The hosting.
    #[serde(flatten)]
    pub hosting: WebHosting,
    /// How access policies know it.
    pub iam: Option<IamMetadata>,
}

/// Changing a hosting, `hosting.web.Service` as it is written. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WebHostingUpdate {
    /// Name that its holder gives it; an empty one takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
}

/// Where something is reached, `hosting.web.Address`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostingAddress {
    /// Port.
    pub port: i64,
    /// Host name.
    pub url: String,
}

/// An offer and its price, `hosting.web.AvailableOfferStruct`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostingOffer {
    /// The offer.
    pub offer: HostingOfferCode,
    /// Its price.
    pub price: PriceWithUcents,
}

/// Addresses in a country, `hosting.web.CountriesIp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostingCountryIp {
    /// The country.
    pub country: HostingCountry,
    /// IPv4 address.
    pub ip: Option<String>,
    /// IPv6 address.
    pub ipv6: Option<String>,
}

/// A version of PHP, `hosting.web.PhpVersion`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhpVersion {
    /// How long it is looked after.
    pub support: PhpSupport,
    /// The version.
    pub version: String,
}

/// How files are reached, `hosting.web.ServiceAccess`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostingAccess {
    /// By FTP.
    pub ftp: HostingAddress,
    /// By HTTP.
    pub http: HostingAddress,
    /// By SSH.
    pub ssh: HostingAddress,
}

/// An amount with its unit, `complexType.UnitAndValue<double>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitAndValue {
    /// The unit.
    pub unit: String,
    /// How much.
    pub value: f64,
}
