//! `/services/{serviceId}/technicalDetails`: what a service technically is.

use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// Encryption of memory.
    SecureComputing = "services.expanded.technical.baremetalServer.server.services.SecureComputingTechnologyEnum" {
        AmdInfinity = "AMDInfinity",
        IntelSgx = "IntelSGX",
    }
}

wire_enum! {
    /// How a server is looked after.
    TechnicalSupport = "services.expanded.technical.baremetalServer.server.services.SupportLevelEnum" {
        Business = "business",
        Enterprise = "enterprise",
        Premium = "premium",
        PremiumAccredited = "premium-accredited",
        Standard = "standard",
    }
}

wire_enum! {
    /// What disks are for.
    DiskUsage = "services.expanded.technical.baremetalServer.storage.Disk.UsageEnum" {
        Cache = "cache",
        Data = "data",
        Os = "os",
    }
}

wire_enum! {
    /// Who lets disks work together.
    RaidType = "services.expanded.technical.baremetalServer.storage.Raid.TypeEnum" {
        HardRaid = "Hard RAID",
        SoftRaid = "Soft RAID",
        None = "none",
    }
}

/// What a service technically is, `services.expanded.TechnicalDetails`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalDetails {
    /// If it is a server.
    pub baremetal_servers: Option<TechnicalServer>,
    /// If it is a cluster.
    pub nutanix_cluster: Option<TechnicalCluster>,
}

/// What a server is made of, `services.expanded.technical.BaremetalServer`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalServer {
    /// What it may send and receive.
    pub bandwidth: Option<TechnicalBandwidth>,
    /// Graphics processors.
    pub gpu: Option<TechnicalGpu>,
    /// Memory.
    pub memory: Option<TechnicalMemory>,
    /// Processor, case and network.
    pub server: Option<TechnicalMachine>,
    /// Disks.
    pub storage: Option<TechnicalStorage>,
    /// The private network.
    pub vrack: Option<TechnicalVrack>,
}

/// What a cluster is made of, `services.expanded.technical.NutanixCluster`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalCluster {
    /// Its servers.
    pub cluster: Option<TechnicalClusterServers>,
    /// What it can do.
    pub features: Option<Vec<TechnicalFeature>>,
    /// Its licence.
    pub license: Option<TechnicalLicense>,
    /// What is promised.
    pub service: Option<TechnicalPromise>,
}

/// Links that are joined, `services.expanded.technical.baremetalServer.Aggregation`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalAggregation {
    /// Up to which speed, in Mbit/s.
    pub up_to: i64,
}

/// What a server may send and receive, `services.expanded.technical.baremetalServer.Bandwidth`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalBandwidth {
    /// Links that are joined.
    pub aggregation: Option<TechnicalAggregation>,
    /// For a while, in Mbit/s.
    pub burst: i64,
    /// Whether it is guaranteed.
    pub guaranteed: bool,
    /// All the time, in Mbit/s.
    pub level: i64,
    /// At most, in Mbit/s.
    pub limit: i64,
}

/// Graphics processors, `services.expanded.technical.baremetalServer.Gpu`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalGpu {
    /// Maker.
    pub brand: String,
    /// Memory of each.
    pub memory: TechnicalGpuMemory,
    /// Model.
    pub model: String,
    /// How many.
    pub number: i64,
}

/// Memory of a graphics processor, `services.expanded.technical.baremetalServer.GpuMemory`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalGpuMemory {
    /// Size in GB.
    pub size: i64,
}

/// Memory of a server, `services.expanded.technical.baremetalServer.Memory`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalMemory {
    /// Whether it corrects errors.
    pub ecc: bool,
    /// Frequency in MHz.
    pub frequency: i64,
    /// Kind.
    pub ram_type: String,
    /// Size in GB.
    pub size: i64,
}

/// Processor, case and network of a server, `services.expanded.technical.baremetalServer.Server`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalMachine {
    /// Processor.
    pub cpu: TechnicalCpu,
    /// Extension card.
    pub extension_card: Option<TechnicalCard>,
    /// Case.
    pub frame: TechnicalFrame,
    /// Network.
    pub network: Option<TechnicalNetwork>,
    /// Range of offers.
    pub range: String,
    /// What comes with it.
    pub services: Option<TechnicalServices>,
    /// What it is made for.
    pub use_case: Option<String>,
}

/// Disks of a server, `services.expanded.technical.baremetalServer.Storage`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalStorage {
    /// Disks.
    pub disks: Vec<TechnicalDisk>,
    /// Whether they can be changed while it runs.
    pub hot_swap: bool,
    /// How they work together.
    pub raid: String,
    /// More of that.
    pub raid_details: Option<TechnicalRaid>,
}

/// The private network of a server, `services.expanded.technical.baremetalServer.Vrack`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalVrack {
    /// Links that are joined.
    pub aggregation: Option<TechnicalAggregation>,
    /// For a while, in Mbit/s.
    pub burst: i64,
    /// Whether it is guaranteed.
    pub guaranteed: bool,
    /// All the time, in Mbit/s.
    pub level: i64,
    /// At most, in Mbit/s.
    pub limit: i64,
}

/// Processors of a server, `services.expanded.technical.baremetalServer.server.Cpu`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalCpu {
    /// Highest frequency in GHz.
    pub boost: f64,
    /// Maker.
    pub brand: String,
    /// Cores of each.
    pub cores: i64,
    /// Frequency in GHz.
    pub frequency: f64,
    /// Model.
    pub model: String,
    /// How many.
    pub number: i64,
    /// Score.
    pub score: i64,
    /// Threads of each.
    pub threads: i64,
}

/// An extension card, `services.expanded.technical.baremetalServer.server.ExtensionCard`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalCard {
    /// Model.
    pub model: String,
    /// Size.
    pub size: String,
}

/// Case of a server, `services.expanded.technical.baremetalServer.server.Frame`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalFrame {
    /// Whether it has two power supplies.
    pub dual_power_supply: bool,
    /// The most disks.
    pub max_nb_disks: Option<i64>,
    /// Model.
    pub model: String,
    /// Size.
    pub size: String,
}

/// Network of a server, `services.expanded.technical.baremetalServer.server.Network`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalNetwork {
    /// Speed in Mbit/s.
    pub capacity: i64,
    /// How many interfaces.
    pub interfaces: i64,
}

/// What comes with a server, `services.expanded.technical.baremetalServer.server.Services`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalServices {
    /// Protection against floods.
    pub antiddos: String,
    /// Backup in GB.
    pub included_backup: i64,
    /// Whether there is IPMI.
    pub ipmi_available: bool,
    /// Addresses of version 4.
    pub ipv4_range_included: Option<String>,
    /// Addresses of version 6.
    pub ipv6_range_included: Option<String>,
    /// Whether there is KVM over IP.
    pub kvmip_available: bool,
    /// Whether links can be joined.
    pub ola_available: bool,
    /// Encryption of memory.
    pub secure_computing_technology: Option<SecureComputing>,
    /// Promised availability in percent.
    pub sla: f64,
    /// How it is looked after.
    pub support_level: Option<TechnicalSupport>,
}

/// Disks of a kind, `services.expanded.technical.baremetalServer.storage.Disk`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalDisk {
    /// Capacity of each in GB.
    pub capacity: i64,
    /// How often it can be written in a day.
    pub dwpd: Option<f64>,
    /// Interface.
    pub interface: String,
    /// Latency in ms.
    pub latency: Option<f64>,
    /// How many.
    pub number: i64,
    /// Reading in MB/s.
    pub read: Option<f64>,
    /// Form.
    pub specs: String,
    /// Kind.
    pub technology: String,
    /// What for.
    pub usage: Option<DiskUsage>,
    /// Writing in MB/s.
    pub write: Option<f64>,
}

/// How disks work together, `services.expanded.technical.baremetalServer.storage.Raid`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalRaid {
    /// Model of the controller.
    pub card_model: Option<String>,
    /// Its memory.
    pub card_size: Option<String>,
    /// Who sees to it.
    #[serde(rename = "type")]
    pub kind: RaidType,
}

/// Servers of a cluster, `services.expanded.technical.nutanixCluster.Cluster`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalClusterServers {
    /// Range of offers.
    pub range: String,
    /// Model.
    pub server: String,
}

/// Something that a cluster can do, `services.expanded.technical.nutanixCluster.Features`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalFeature {
    /// What.
    pub name: String,
    /// How.
    pub value: String,
}

/// Licence of a cluster, `services.expanded.technical.nutanixCluster.License`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalLicense {
    /// Distribution.
    pub distribution: String,
    /// Edition.
    pub edition: String,
    /// What is licensed.
    pub features: Option<Vec<TechnicalFeature>>,
}

/// What is promised of a cluster, `services.expanded.technical.nutanixCluster.Service`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalPromise {
    /// Availability in percent.
    pub sla: f64,
}
