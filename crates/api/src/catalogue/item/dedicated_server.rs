//! `/dedicated/server/{serviceName}`: a dedicated server.

use super::super::notation::{fields, ro, rw, values};
use super::super::operation::Resource;
use super::super::shape::{Model, Property};
use super::{ProductItem, change, named, read, view, whole};

const RESOURCE: Resource = Resource { path: "/dedicated/server", description: "Dedicated server" };

pub(super) const ITEM: ProductItem = ProductItem {
    line: "dedicated/server",
    read: read(RESOURCE, "/dedicated/server/{serviceName}", "dedicated.server.DedicatedWithIAM"),
    change: change(
        RESOURCE,
        "/dedicated/server/{serviceName}",
        "void",
        &[named(), whole("dedicated.server.Dedicated")],
    ),
    views: &[
        view(
            RESOURCE,
            "/dedicated/server/{serviceName}/ips",
            "ips",
            "ipBlock[]",
            "List the addresses of the server",
        ),
        view(
            RESOURCE,
            "/dedicated/server/{serviceName}/task",
            "task",
            "long[]",
            "List what is being done to the server",
        ),
        view(
            RESOURCE,
            "/dedicated/server/{serviceName}/virtualNetworkInterface",
            "virtualNetworkInterface",
            "uuid[]",
            "List the network interfaces of the server",
        ),
    ],
};

const ZONE: Property = ro("availabilityZone", "string", "Zone it stands in");
const BOOT: Property = rw("bootId", "long?", "What it starts from");
const BOOT_SCRIPT: Property = rw("bootScript", "text?", "Script that it starts with");
const RANGE: Property = ro("commercialRange", "string?", "Range of offers");
const DATACENTER: Property = ro("datacenter", "dedicated.DatacenterEnum", "Where it stands");
const IAM: Property = ro("iam", "iam.ResourceMetadata?", "As access policies know it");
const IP: Property = ro("ip", "ipv4", "Its address");
const SPEED: Property = ro("linkSpeed", "long?", "Speed of its link, in Mbit/s");
const MONITORING: Property = rw("monitoring", "boolean", "Whether it is monitored");
const NAME: Property = ro("name", "string", "Its name");
const NEW_UPGRADES: Property = ro("newUpgradeSystem", "boolean", "Whether parts can be ordered");
const HANDS_OFF: Property = rw("noIntervention", "boolean", "Whether nobody may touch it");
const SYSTEM: Property = ro("os", "string", "Operating system");
const POWER: Property = ro("powerState", "dedicated.server.PowerStateEnum", "Whether it has power");
const PROFESSIONAL: Property =
    ro("professionalUse", "boolean", "Whether it has the option for professionals");
const RACK: Property = ro("rack", "string", "Rack it stands in");
const REGION: Property = ro("region", "string", "Region it stands in");
const RESCUE_MAIL: Property =
    rw("rescueMail", "string?", "Where the password of the rescue system goes");
const RESCUE_KEY: Property = rw("rescueSshKey", "text?", "Key for the rescue system");
const REVERSE: Property = ro("reverse", "string?", "Name of its address");
const ROOT: Property = rw("rootDevice", "string?", "Disk that it starts from");
const ID: Property = ro("serverId", "long", "Its id");
const STATE: Property = rw("state", "dedicated.server.StateEnum", "Its state");
const SUPPORT: Property =
    ro("supportLevel", "dedicated.server.SupportLevelEnum", "How it is looked after");

pub(super) const MODELS: &[Model] = &[
    fields(
        "dedicated.server.Dedicated",
        "A dedicated server",
        &[
            ZONE,
            BOOT,
            BOOT_SCRIPT,
            RANGE,
            DATACENTER,
            IP,
            SPEED,
            MONITORING,
            NAME,
            NEW_UPGRADES,
            HANDS_OFF,
            SYSTEM,
            POWER,
            PROFESSIONAL,
            RACK,
            REGION,
            RESCUE_MAIL,
            RESCUE_KEY,
            REVERSE,
            ROOT,
            ID,
            STATE,
            SUPPORT,
        ],
    ),
    fields(
        "dedicated.server.DedicatedWithIAM",
        "A dedicated server, and how access policies know it",
        &[
            ZONE,
            BOOT,
            BOOT_SCRIPT,
            RANGE,
            DATACENTER,
            IAM,
            IP,
            SPEED,
            MONITORING,
            NAME,
            NEW_UPGRADES,
            HANDS_OFF,
            SYSTEM,
            POWER,
            PROFESSIONAL,
            RACK,
            REGION,
            RESCUE_MAIL,
            RESCUE_KEY,
            REVERSE,
            ROOT,
            ID,
            STATE,
            SUPPORT,
        ],
    ),
    values(
        "dedicated.DatacenterEnum",
        "Where servers stand",
        &[
            "bhs1", "bhs2", "bhs3", "bhs4", "bhs5", "bhs6", "bhs7", "dc1", "eri1", "gra1", "gra2",
            "gra3", "gsw", "hil1", "lim1", "lim3", "p19", "rbx-hz", "rbx1", "rbx2", "rbx3", "rbx4",
            "rbx5", "rbx6", "rbx7", "rbx8", "sbg1", "sbg2", "sbg3", "sbg4", "sbg5", "sgp1", "syd1",
            "vin1", "waw1",
        ],
    ),
    values("dedicated.server.PowerStateEnum", "Whether there is power", &["poweroff", "poweron"]),
    values(
        "dedicated.server.StateEnum",
        "The state of a server",
        &["error", "hacked", "hackedBlocked", "ok"],
    ),
    values(
        "dedicated.server.SupportLevelEnum",
        "How a server is looked after",
        &["critical", "fastpath", "gs", "pro"],
    ),
];
