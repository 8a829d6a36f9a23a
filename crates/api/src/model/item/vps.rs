//! `/vps/{serviceName}`: a virtual private server, and changing it.

use serde::{Deserialize, Serialize};

use super::super::wire_enum;
use super::IamMetadata;

wire_enum! {
    /// What a VPS is doing.
    VpsState = "vps.VpsStateEnum" {
        Backuping = "backuping",
        Installing = "installing",
        Maintenance = "maintenance",
        Rebooting = "rebooting",
        Rescued = "rescued",
        Running = "running",
        Stopped = "stopped",
        Stopping = "stopping",
        Upgrading = "upgrading",
    }
}

wire_enum! {
    /// Range of offers.
    VpsOffer = "vps.VpsOfferEnum" {
        BetaClassic = "beta-classic",
        Classic = "classic",
        Cloud = "cloud",
        Cloudram = "cloudram",
        GameClassic = "game-classic",
        Lowlat = "lowlat",
        Ssd = "ssd",
    }
}

wire_enum! {
    /// Option of a VPS.
    VpsOption = "vps.VpsOptionEnum" {
        AdditionalDisk = "additionalDisk",
        AutomatedBackup = "automatedBackup",
        Cpanel = "cpanel",
        Ftpbackup = "ftpbackup",
        Plesk = "plesk",
        Snapshot = "snapshot",
        Veeam = "veeam",
        Windows = "windows",
    }
}

wire_enum! {
    /// Generation of the offer.
    VpsVersion = "vps.VpsVersionEnum" {
        V2013v1 = "2013v1",
        V2014v1 = "2014v1",
        V2015v1 = "2015v1",
        V2017v1 = "2017v1",
        V2017v2 = "2017v2",
        V2017v3 = "2017v3",
        V2018v1 = "2018v1",
        V2018v2 = "2018v2",
        V2019v1 = "2019v1",
    }
}

wire_enum! {
    /// Keyboard of the console.
    VpsKeymap = "vps.VpsKeymapEnum" {
        Fr = "fr",
        Us = "us",
    }
}

wire_enum! {
    /// What a VPS starts from.
    VpsNetboot = "vps.VpsNetbootEnum" {
        Local = "local",
        Rescue = "rescue",
    }
}

wire_enum! {
    /// Whether something answers.
    PortState = "vps.ip.ServiceStatusStateEnum" {
        Down = "down",
        Up = "up",
    }
}

/// A VPS, `vps.VPS`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vps {
    /// Cluster it runs on.
    pub cluster: String,
    /// Name that its holder gave it.
    pub display_name: Option<String>,
    /// Keyboard of its console.
    pub keymap: Option<VpsKeymap>,
    /// Memory, in MB.
    pub memory_limit: i64,
    /// What was bought.
    pub model: VpsModel,
    /// Addresses that monitoring comes from.
    pub monitoring_ip_blocks: Vec<String>,
    /// Its name.
    pub name: String,
    /// What it starts from.
    pub netboot_mode: VpsNetboot,
    /// Range of offers.
    pub offer_type: VpsOffer,
    /// Whether its holder wants it monitored.
    pub sla_monitoring: Option<bool>,
    /// What it is doing.
    pub state: VpsState,
    /// Number of virtual cores.
    pub vcore: i64,
    /// Zone it stands in.
    pub zone: String,
}

/// A VPS, and how access policies know it, `vps.VPSWithIAM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpsWithIam {
    /// The VPS.
    #[serde(flatten)]
    pub vps: Vps,
    /// How access policies know it.
    pub iam: Option<IamMetadata>,
}

/// What was bought, `vps.Model`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpsModel {
    /// Options that it can have.
    pub available_options: Vec<VpsOption>,
    /// Where it is to be had.
    pub datacenter: Vec<String>,
    /// Disk, in GB.
    pub disk: i64,
    /// Addresses that can be added.
    pub maximum_additionnal_ip: i64,
    /// Memory, in MB.
    pub memory: i64,
    /// Name of the model.
    pub name: String,
    /// Name of the offer.
    pub offer: String,
    /// Number of virtual cores.
    pub vcore: i64,
    /// Generation of the offer.
    pub version: VpsVersion,
}

/// Changing a VPS, `vps.VPS` as it is written. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VpsUpdate {
    /// Name that its holder gives it; an empty one takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Keyboard of its console.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keymap: Option<VpsKeymap>,
    /// What it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netboot_mode: Option<VpsNetboot>,
    /// Whether its holder wants it monitored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sla_monitoring: Option<bool>,
}

/// Where a VPS stands, `vps.Datacenter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpsDatacenter {
    /// Country, ISO 3166-1 in lower case.
    pub country: String,
    /// Name for people.
    pub long_name: String,
    /// Name for programs.
    pub name: String,
}

/// Which ports of a VPS answer, `vps.ip.ServiceStatus`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpsStatus {
    /// Names.
    pub dns: VpsPort,
    /// Web.
    pub http: VpsPort,
    /// Web, encrypted.
    pub https: VpsPort,
    /// Whether it answers at all.
    pub ping: PortState,
    /// Mail.
    pub smtp: VpsPort,
    /// Login.
    pub ssh: VpsPort,
    /// Tools of the host.
    pub tools: Option<PortState>,
}

/// A port and whether it answers, `vps.ip.ServiceStatusService`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpsPort {
    /// Number of the port.
    pub port: i64,
    /// Whether it answers.
    pub state: PortState,
}
