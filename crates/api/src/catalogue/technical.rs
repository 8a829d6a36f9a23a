//! `/services/{serviceId}/technicalDetails`: what a service technically is. Published as BETA.

use super::notation::{fields, path, ro, values};
use super::operation::{Operation, Resource, Status};
use super::shape::Model;

const SERVICES: Resource =
    Resource { path: "/services", description: "Services of the account, in the newer form" };

pub(super) const OPERATIONS: &[Operation] = &[SERVICES
    .get(
        "/services/{serviceId}/technicalDetails",
        "services.expanded.TechnicalDetails",
        "Read what a service technically is",
        &[path("serviceId", "long", "Id of the service")],
    )
    .status(Status::Beta)
    .iam("account:apiovh:services/technicalDetails/get")];

pub(super) const MODELS: &[Model] = &[
    fields(
        "services.expanded.TechnicalDetails",
        "What a service technically is",
        &[
            ro(
                "baremetalServers",
                "services.expanded.technical.BaremetalServer?",
                "If it is a server",
            ),
            ro(
                "nutanixCluster",
                "services.expanded.technical.NutanixCluster?",
                "If it is a cluster",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.BaremetalServer",
        "What a server is made of",
        &[
            ro(
                "bandwidth",
                "services.expanded.technical.baremetalServer.Bandwidth?",
                "What it may send and receive",
            ),
            ro("gpu", "services.expanded.technical.baremetalServer.Gpu?", "Graphics processors"),
            ro("memory", "services.expanded.technical.baremetalServer.Memory?", "Memory"),
            ro(
                "server",
                "services.expanded.technical.baremetalServer.Server?",
                "Processor, case and network",
            ),
            ro("storage", "services.expanded.technical.baremetalServer.Storage?", "Disks"),
            ro(
                "vrack",
                "services.expanded.technical.baremetalServer.Vrack?",
                "The private network",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.NutanixCluster",
        "What a cluster is made of",
        &[
            ro("cluster", "services.expanded.technical.nutanixCluster.Cluster?", "Its servers"),
            ro(
                "features",
                "services.expanded.technical.nutanixCluster.Features[]?",
                "What it can do",
            ),
            ro("license", "services.expanded.technical.nutanixCluster.License?", "Its licence"),
            ro(
                "service",
                "services.expanded.technical.nutanixCluster.Service?",
                "What is promised",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Aggregation",
        "Links that are joined",
        &[ro("upTo", "long", "Up to which speed, in Mbit/s")],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Bandwidth",
        "What a server may send and receive",
        &[
            ro(
                "aggregation",
                "services.expanded.technical.baremetalServer.Aggregation?",
                "Links that are joined",
            ),
            ro("burst", "long", "For a while, in Mbit/s"),
            ro("guaranteed", "boolean", "Whether it is guaranteed"),
            ro("level", "long", "All the time, in Mbit/s"),
            ro("limit", "long", "At most, in Mbit/s"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Gpu",
        "Graphics processors",
        &[
            ro("brand", "string", "Maker"),
            ro("memory", "services.expanded.technical.baremetalServer.GpuMemory", "Memory of each"),
            ro("model", "string", "Model"),
            ro("number", "long", "How many"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.GpuMemory",
        "Memory of a graphics processor",
        &[ro("size", "long", "Size in GB")],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Memory",
        "Memory of a server",
        &[
            ro("ecc", "boolean", "Whether it corrects errors"),
            ro("frequency", "long", "Frequency in MHz"),
            ro("ramType", "string", "Kind"),
            ro("size", "long", "Size in GB"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Server",
        "Processor, case and network of a server",
        &[
            ro("cpu", "services.expanded.technical.baremetalServer.server.Cpu", "Processor"),
            ro(
                "extensionCard",
                "services.expanded.technical.baremetalServer.server.ExtensionCard?",
                "Extension card",
            ),
            ro("frame", "services.expanded.technical.baremetalServer.server.Frame", "Case"),
            ro("network", "services.expanded.technical.baremetalServer.server.Network?", "Network"),
            ro("range", "string", "Range of offers"),
            ro(
                "services",
                "services.expanded.technical.baremetalServer.server.Services?",
                "What comes with it",
            ),
            ro("useCase", "string?", "What it is made for"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Storage",
        "Disks of a server",
        &[
            ro("disks", "services.expanded.technical.baremetalServer.storage.Disk[]", "Disks"),
            ro("hotSwap", "boolean", "Whether they can be changed while it runs"),
            ro("raid", "string", "How they work together"),
            ro(
                "raidDetails",
                "services.expanded.technical.baremetalServer.storage.Raid?",
                "More of that",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.Vrack",
        "The private network of a server",
        &[
            ro(
                "aggregation",
                "services.expanded.technical.baremetalServer.Aggregation?",
                "Links that are joined",
            ),
            ro("burst", "long", "For a while, in Mbit/s"),
            ro("guaranteed", "boolean", "Whether it is guaranteed"),
            ro("level", "long", "All the time, in Mbit/s"),
            ro("limit", "long", "At most, in Mbit/s"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.server.Cpu",
        "Processors of a server",
        &[
            ro("boost", "double", "Highest frequency in GHz"),
            ro("brand", "string", "Maker"),
            ro("cores", "long", "Cores of each"),
            ro("frequency", "double", "Frequency in GHz"),
            ro("model", "string", "Model"),
            ro("number", "long", "How many"),
            ro("score", "long", "Score"),
            ro("threads", "long", "Threads of each"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.server.ExtensionCard",
        "An extension card",
        &[ro("model", "string", "Model"), ro("size", "string", "Size")],
    ),
    fields(
        "services.expanded.technical.baremetalServer.server.Frame",
        "Case of a server",
        &[
            ro("dualPowerSupply", "boolean", "Whether it has two power supplies"),
            ro("maxNbDisks", "long?", "The most disks"),
            ro("model", "string", "Model"),
            ro("size", "string", "Size"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.server.Network",
        "Network of a server",
        &[
            ro("capacity", "long", "Speed in Mbit/s"),
            ro("interfaces", "long", "How many interfaces"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.server.Services",
        "What comes with a server",
        &[
            ro("antiddos", "string", "Protection against floods"),
            ro("includedBackup", "long", "Backup in GB"),
            ro("ipmiAvailable", "boolean", "Whether there is IPMI"),
            ro("ipv4RangeIncluded", "string?", "Addresses of version 4"),
            ro("ipv6RangeIncluded", "string?", "Addresses of version 6"),
            ro("kvmipAvailable", "boolean", "Whether there is KVM over IP"),
            ro("olaAvailable", "boolean", "Whether links can be joined"),
            ro(
                "secureComputingTechnology",
                "services.expanded.technical.baremetalServer.server.services.SecureComputingTechnologyEnum?",
                "Encryption of memory",
            ),
            ro("sla", "double", "Promised availability in percent"),
            ro(
                "supportLevel",
                "services.expanded.technical.baremetalServer.server.services.SupportLevelEnum?",
                "How it is looked after",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.storage.Disk",
        "Disks of a kind",
        &[
            ro("capacity", "long", "Capacity of each in GB"),
            ro("dwpd", "double?", "How often it can be written in a day"),
            ro("interface", "string", "Interface"),
            ro("latency", "double?", "Latency in ms"),
            ro("number", "long", "How many"),
            ro("read", "double?", "Reading in MB/s"),
            ro("specs", "string", "Form"),
            ro("technology", "string", "Kind"),
            ro(
                "usage",
                "services.expanded.technical.baremetalServer.storage.Disk.UsageEnum?",
                "What for",
            ),
            ro("write", "double?", "Writing in MB/s"),
        ],
    ),
    fields(
        "services.expanded.technical.baremetalServer.storage.Raid",
        "How disks work together",
        &[
            ro("cardModel", "string?", "Model of the controller"),
            ro("cardSize", "string?", "Its memory"),
            ro(
                "type",
                "services.expanded.technical.baremetalServer.storage.Raid.TypeEnum",
                "Who sees to it",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.nutanixCluster.Cluster",
        "Servers of a cluster",
        &[ro("range", "string", "Range of offers"), ro("server", "string", "Model")],
    ),
    fields(
        "services.expanded.technical.nutanixCluster.Features",
        "Something that a cluster can do",
        &[ro("name", "string", "What"), ro("value", "string", "How")],
    ),
    fields(
        "services.expanded.technical.nutanixCluster.License",
        "Licence of a cluster",
        &[
            ro("distribution", "string", "Distribution"),
            ro("edition", "string", "Edition"),
            ro(
                "features",
                "services.expanded.technical.nutanixCluster.Features[]?",
                "What is licensed",
            ),
        ],
    ),
    fields(
        "services.expanded.technical.nutanixCluster.Service",
        "What is promised of a cluster",
        &[ro("sla", "double", "Availability in percent")],
    ),
    values(
        "services.expanded.technical.baremetalServer.server.services.SecureComputingTechnologyEnum",
        "Encryption of memory",
        &["AMDInfinity", "IntelSGX"],
    ),
    values(
        "services.expanded.technical.baremetalServer.server.services.SupportLevelEnum",
        "How a server is looked after",
        &["business", "enterprise", "premium", "premium-accredited", "standard"],
    ),
    values(
        "services.expanded.technical.baremetalServer.storage.Disk.UsageEnum",
        "What disks are for",
        &["cache", "data", "os"],
    ),
    values(
        "services.expanded.technical.baremetalServer.storage.Raid.TypeEnum",
        "Who lets disks work together",
        &["Hard RAID", "Soft RAID", "none"],
    ),
];
