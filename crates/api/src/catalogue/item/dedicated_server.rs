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
            "/dedicated/server/{serviceName}/specifications/network",
            "specifications/network",
            "dedicated.server.NetworkSpecifications",
            "Read how the server is connected",
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
    fields(
        "complexType.UnitAndValue<T>",
        "An amount with its unit",
        &[ro("unit", "string", "Unit"), ro("value", "T", "Amount")],
    ),
    fields(
        "dedicated.server.NetworkSpecifications",
        "How a server is connected",
        &[
            ro("bandwidth", "dedicated.server.BandwidthDetails?", "What it may send and receive"),
            ro("connection", "complexType.UnitAndValue<long>?", "Speed of its link"),
            ro("ola", "dedicated.server.OlaDetails?", "Whether its links can be joined"),
            ro("routing", "dedicated.server.RoutingDetails?", "Addresses and gateways"),
            ro("switching", "dedicated.server.SwitchingDetails?", "What it is plugged into"),
            ro("traffic", "dedicated.server.TrafficDetails?", "What it may send in a month"),
            ro("vmac", "dedicated.server.VmacDetails", "Whether it can have virtual MAC addresses"),
            ro("vrack", "dedicated.server.BandwidthvRackDetails?", "The private network"),
        ],
    ),
    fields(
        "dedicated.server.BandwidthDetails",
        "What a server may send and receive",
        &[
            ro("InternetToOvh", "complexType.UnitAndValue<long>?", "From the internet"),
            ro("OvhToInternet", "complexType.UnitAndValue<long>?", "To the internet"),
            ro("OvhToOvh", "complexType.UnitAndValue<long>?", "Within the provider's network"),
            ro("type", "dedicated.server.BandwidthTypeEnum?", "What was bought"),
        ],
    ),
    values(
        "dedicated.server.BandwidthTypeEnum",
        "Kinds of bandwidth",
        &["improved", "included", "platinum", "premium", "standard", "ultimate"],
    ),
    fields(
        "dedicated.server.BandwidthvRackDetails",
        "The bandwidth of the private network",
        &[
            ro("bandwidth", "complexType.UnitAndValue<long>?", "What it may send and receive"),
            ro("type", "dedicated.server.BandwidthvRackTypeEnum?", "What was bought"),
        ],
    ),
    values(
        "dedicated.server.BandwidthvRackTypeEnum",
        "Kinds of bandwidth of the private network",
        &["included", "standard"],
    ),
    fields(
        "dedicated.server.OlaDetails",
        "Whether the links of a server can be joined",
        &[
            ro("available", "boolean", "Whether they can"),
            ro(
                "supportedModes",
                "dedicated.virtualNetworkInterface.VirtualNetworkInterfaceModeEnum[]?",
                "In which ways",
            ),
        ],
    ),
    values(
        "dedicated.virtualNetworkInterface.VirtualNetworkInterfaceModeEnum",
        "What links can be",
        &["public", "public_aggregation", "vrack", "vrack_aggregation"],
    ),
    fields(
        "dedicated.server.RoutingDetails",
        "Addresses and gateways of a server",
        &[
            ro("ipv4", "dedicated.server.RoutingDetailsIpv4?", "Of version 4"),
            ro("ipv6", "dedicated.server.RoutingDetailsIpv6?", "Of version 6"),
        ],
    ),
    fields(
        "dedicated.server.RoutingDetailsIpv4",
        "Address and gateway of version 4",
        &[
            ro("gateway", "ipv4?", "Gateway"),
            ro("ip", "ipv4?", "Main address"),
            ro("network", "ipv4Block?", "Network"),
        ],
    ),
    fields(
        "dedicated.server.RoutingDetailsIpv6",
        "Address and gateway of version 6",
        &[
            ro("gateway", "ipv6?", "Gateway"),
            ro("ip", "ipv6Block?", "Main address"),
            ro("network", "ipv6Block?", "Network"),
        ],
    ),
    fields(
        "dedicated.server.SwitchingDetails",
        "What a server is plugged into",
        &[ro("name", "string?", "Name of the switch")],
    ),
    fields(
        "dedicated.server.TrafficDetails",
        "What a server may send in a month",
        &[
            ro("inputQuotaSize", "complexType.UnitAndValue<long>?", "What it may receive"),
            ro("inputQuotaUsed", "complexType.UnitAndValue<long>?", "What it has received"),
            ro("isThrottled", "boolean?", "Whether it is slowed down"),
            ro("outputQuotaSize", "complexType.UnitAndValue<long>?", "What it may send"),
            ro("outputQuotaUsed", "complexType.UnitAndValue<long>?", "What it has sent"),
            ro("resetQuotaDate", "datetime?", "When it is counted anew"),
        ],
    ),
    fields(
        "dedicated.server.VmacDetails",
        "Whether a server can have virtual MAC addresses",
        &[ro("supported", "boolean", "Whether it can")],
    ),
];
