//! `/vps/{serviceName}`: a virtual private server.

use super::super::country::LOWER_CASE;
use super::super::notation::{fields, ro, rw, values};
use super::super::operation::Resource;
use super::super::shape::{Model, Property};
use super::{ProductItem, change, named, read, view, whole};

const RESOURCE: Resource = Resource { path: "/vps", description: "VPS" };

pub(super) const ITEM: ProductItem = ProductItem {
    line: "vps",
    read: read(RESOURCE, "/vps/{serviceName}", "vps.VPSWithIAM"),
    change: change(RESOURCE, "/vps/{serviceName}", "void", &[named(), whole("vps.VPS")]),
    views: &[
        view(
            RESOURCE,
            "/vps/{serviceName}/datacenter",
            "datacenter",
            "vps.Datacenter",
            "Say where the VPS stands",
        ),
        view(RESOURCE, "/vps/{serviceName}/ips", "ips", "ip[]", "List the addresses of the VPS"),
        view(
            RESOURCE,
            "/vps/{serviceName}/status",
            "status",
            "vps.ip.ServiceStatus",
            "Say which of its ports answer",
        ),
    ],
};

const CLUSTER: Property = ro("cluster", "string", "Cluster it runs on");
const DISPLAY_NAME: Property = rw("displayName", "string?", "Name that its holder gave it");
const IAM: Property = ro("iam", "iam.ResourceMetadata?", "As access policies know it");
const KEYMAP: Property = rw("keymap", "vps.VpsKeymapEnum?", "Keyboard of its console");
const MEMORY: Property = ro("memoryLimit", "long", "Memory, in MB");
const MODEL: Property = ro("model", "vps.Model", "What was bought");
const MONITORING: Property =
    ro("monitoringIpBlocks", "ipBlock[]", "Addresses that monitoring comes from");
const NAME: Property = ro("name", "string", "Its name");
const NETBOOT: Property = rw("netbootMode", "vps.VpsNetbootEnum", "What it starts from");
const OFFER: Property = ro("offerType", "vps.VpsOfferEnum", "Range of offers");
const SLA: Property = rw("slaMonitoring", "boolean?", "Whether its holder wants it monitored");
const STATE: Property = ro("state", "vps.VpsStateEnum", "What it is doing");
const VCORE: Property = ro("vcore", "long", "Number of virtual cores");
const ZONE: Property = ro("zone", "string", "Zone it stands in");

pub(super) const MODELS: &[Model] = &[
    fields(
        "vps.VPS",
        "A VPS",
        &[
            CLUSTER,
            DISPLAY_NAME,
            KEYMAP,
            MEMORY,
            MODEL,
            MONITORING,
            NAME,
            NETBOOT,
            OFFER,
            SLA,
            STATE,
            VCORE,
            ZONE,
        ],
    ),
    fields(
        "vps.VPSWithIAM",
        "A VPS, and how access policies know it",
        &[
            CLUSTER,
            DISPLAY_NAME,
            IAM,
            KEYMAP,
            MEMORY,
            MODEL,
            MONITORING,
            NAME,
            NETBOOT,
            OFFER,
            SLA,
            STATE,
            VCORE,
            ZONE,
        ],
    ),
    fields(
        "vps.Model",
        "What was bought",
        &[
            rw("availableOptions", "vps.VpsOptionEnum[]", "Options that it can have"),
            rw("datacenter", "string[]", "Where it is to be had"),
            rw("disk", "long", "Disk, in GB"),
            rw("maximumAdditionnalIp", "long", "Addresses that can be added"),
            rw("memory", "long", "Memory, in MB"),
            rw("name", "string", "Name of the model"),
            rw("offer", "string", "Name of the offer"),
            rw("vcore", "long", "Number of virtual cores"),
            rw("version", "vps.VpsVersionEnum", "Generation of the offer"),
        ],
    ),
    fields(
        "vps.Datacenter",
        "Where a VPS stands",
        &[
            ro("country", "coreTypes.CountryEnum", "Country"),
            ro("longName", "string", "Name for people"),
            ro("name", "string", "Name for programs"),
        ],
    ),
    fields(
        "vps.ip.ServiceStatus",
        "Which ports of a VPS answer",
        &[
            ro("dns", "vps.ip.ServiceStatusService", "Names"),
            ro("http", "vps.ip.ServiceStatusService", "Web"),
            ro("https", "vps.ip.ServiceStatusService", "Web, encrypted"),
            ro("ping", "vps.ip.ServiceStatusStateEnum", "Whether it answers at all"),
            ro("smtp", "vps.ip.ServiceStatusService", "Mail"),
            ro("ssh", "vps.ip.ServiceStatusService", "Login"),
            ro("tools", "vps.ip.ServiceStatusStateEnum?", "Tools of the host"),
        ],
    ),
    fields(
        "vps.ip.ServiceStatusService",
        "A port and whether it answers",
        &[
            ro("port", "long", "Number of the port"),
            ro("state", "vps.ip.ServiceStatusStateEnum", "Whether it answers"),
        ],
    ),
    values("vps.ip.ServiceStatusStateEnum", "Whether something answers", &["down", "up"]),
    values("vps.VpsKeymapEnum", "Keyboard of the console", &["fr", "us"]),
    values("vps.VpsNetbootEnum", "What a VPS starts from", &["local", "rescue"]),
    values(
        "vps.VpsOfferEnum",
        "Range of offers",
        &["beta-classic", "classic", "cloud", "cloudram", "game-classic", "lowlat", "ssd"],
    ),
    values(
        "vps.VpsOptionEnum",
        "Option of a VPS",
        &[
            "additionalDisk",
            "automatedBackup",
            "cpanel",
            "ftpbackup",
            "plesk",
            "snapshot",
            "veeam",
            "windows",
        ],
    ),
    values(
        "vps.VpsStateEnum",
        "What a VPS is doing",
        &[
            "backuping",
            "installing",
            "maintenance",
            "rebooting",
            "rescued",
            "running",
            "stopped",
            "stopping",
            "upgrading",
        ],
    ),
    values(
        "vps.VpsVersionEnum",
        "Generation of the offer",
        &["2013v1", "2014v1", "2015v1", "2017v1", "2017v2", "2017v3", "2018v1", "2018v2", "2019v1"],
    ),
    values("coreTypes.CountryEnum", "A country, ISO 3166-1 in lower case", LOWER_CASE),
];
