//! `/dedicated/server/{serviceName}`: a dedicated server, and changing it.

use serde::{Deserialize, Serialize};

use super::super::wire_enum;
use super::IamMetadata;

wire_enum! {
    /// Whether there is power.
    PowerState = "dedicated.server.PowerStateEnum" {
        Poweroff = "poweroff",
        Poweron = "poweron",
    }
}

wire_enum! {
    /// The state of a server.
    DedicatedServerState = "dedicated.server.StateEnum" {
        Error = "error",
        Hacked = "hacked",
        HackedBlocked = "hackedBlocked",
        Ok = "ok",
    }
}

wire_enum! {
    /// How a server is looked after.
    SupportLevel = "dedicated.server.SupportLevelEnum" {
        Critical = "critical",
        Fastpath = "fastpath",
        Gs = "gs",
        Pro = "pro",
    }
}

/// A dedicated server, `dedicated.server.Dedicated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DedicatedServer {
    /// Zone it stands in.
    pub availability_zone: String,
    /// What it starts from.
    pub boot_id: Option<i64>,
    /// Script that it starts with.
    pub boot_script: Option<String>,
    /// Range of offers.
    pub commercial_range: Option<String>,
    /// Where it stands.
    pub datacenter: String,
    /// Its address.
    pub ip: String,
    /// Speed of its link, in Mbit/s.
    pub link_speed: Option<i64>,
    /// Whether it is monitored.
    pub monitoring: bool,
    /// Its name.
    pub name: String,
    /// Whether parts can be ordered.
    pub new_upgrade_system: bool,
    /// Whether nobody may touch it.
    pub no_intervention: bool,
    /// Operating system.
    pub os: String,
    /// Whether it has power.
    pub power_state: PowerState,
    /// Whether it has the option for professionals.
    pub professional_use: bool,
    /// Rack it stands in.
    pub rack: String,
    /// Region it stands in.
    pub region: String,
    /// Where the password of the rescue system goes.
    pub rescue_mail: Option<String>,
    /// Key for the rescue system.
    pub rescue_ssh_key: Option<String>,
    /// Name of its address.
    pub reverse: Option<String>,
    /// Disk that it starts from.
    pub root_device: Option<String>,
    /// Its id.
    pub server_id: i64,
    /// Its state.
    pub state: DedicatedServerState,
    /// How it is looked after.
    pub support_level: SupportLevel,
}

/// A dedicated server, and how access policies know it, `dedicated.server.DedicatedWithIAM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DedicatedServerWithIam {
    /// The server.
    #[serde(flatten)]
    pub server: DedicatedServer,
    /// How access policies know it.
    pub iam: Option<IamMetadata>,
}

/// Changing a server, `dedicated.server.Dedicated` as it is written. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DedicatedServerUpdate {
    /// What it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boot_id: Option<i64>,
    /// Script that it starts with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boot_script: Option<String>,
    /// Whether it is monitored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<bool>,
    /// Whether nobody may touch it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_intervention: Option<bool>,
    /// Where the password of the rescue system goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescue_mail: Option<String>,
    /// Key for the rescue system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescue_ssh_key: Option<String>,
    /// Disk that it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_device: Option<String>,
    /// Its state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<DedicatedServerState>,
}
