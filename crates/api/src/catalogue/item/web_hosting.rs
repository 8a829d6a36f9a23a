//! `/hosting/web/{serviceName}`: web hosting.

use super::super::notation::{fields, ro, rw, values};
use super::super::operation::Resource;
use super::super::shape::{Model, Property};
use super::{ProductItem, change, named, read, whole};

const RESOURCE: Resource = Resource { path: "/hosting/web", description: "Web hosting" };

pub(super) const ITEM: ProductItem = ProductItem {
    line: "hosting/web",
    read: read(RESOURCE, "/hosting/web/{serviceName}", "hosting.web.ServiceWithIAM"),
    change: change(
        RESOURCE,
        "/hosting/web/{serviceName}",
        "void",
        &[named(), whole("hosting.web.Service")],
    ),
    views: &[],
};

const SIZE: &str = "complexType.UnitAndValue<double>";

const BOOST_OFFERS: Property =
    ro("availableBoostOffer", "hosting.web.AvailableOfferStruct[]", "Boosts to be had");
const BOOST: Property = ro("boostOffer", "hosting.web.OfferCapabilitiesEnum?", "Boost in use");
const CLUSTER: Property = ro("cluster", "string", "Cluster it runs on");
const CLUSTER_IP: Property = ro("clusterIp", "ipv4?", "IPv4 address of the cluster");
const CLUSTER_IPV6: Property = ro("clusterIpv6", "ipv6?", "IPv6 address of the cluster");
const COUNTRIES: Property = ro("countriesIp", "hosting.web.CountriesIp[]?", "Addresses by country");
const DATACENTER: Property = ro("datacenter", "string", "Where it stands");
const DISPLAY_NAME: Property = rw("displayName", "string?", "Name that its holder gave it");
const FILER: Property = ro("filer", "string?", "Machine that holds its files");
const CDN: Property = ro("hasCdn", "boolean?", "Whether it has a CDN");
const SSL: Property = ro("hasHostedSsl", "boolean?", "Whether it has a certificate");
const HOME: Property = ro("home", "string", "Folder of its files");
const IP: Property = ro("hostingIp", "ipv4?", "Its IPv4 address");
const IPV6: Property = ro("hostingIpv6", "ipv6?", "Its IPv6 address");
const IAM: Property = ro("iam", "iam.ResourceMetadata?", "As access policies know it");
const SCAN: Property = ro("lastOvhConfigScan", "datetime?", "When its settings were last read");
const OFFER: Property = ro("offer", "hosting.web.OfferCapabilitiesEnum", "What was bought");
const SYSTEM: Property =
    ro("operatingSystem", "hosting.web.OperatingSystemEnum", "Operating system");
const PHP: Property = ro("phpVersions", "hosting.web.PhpVersion[]", "Versions of PHP");
const LOGIN: Property = ro("primaryLogin", "string", "Its first user");
const QUOTA: Property = ro("quotaSize", SIZE, "Space that it has");
const QUOTA_USED: Property =
    ro("quotaUsed", "complexType.UnitAndValue<double>?", "Space that is used");
const BETTER: Property = ro("recommendedOffer", "hosting.web.OfferEnum?", "What would suit better");
const KIND: Property = ro("resourceType", "hosting.web.ResourceEnum", "How its machine is shared");
const ACCESS: Property =
    ro("serviceManagementAccess", "hosting.web.ServiceAccess", "How its files are reached");
const NAME: Property = ro("serviceName", "string", "Its name");
const STATE: Property = ro("state", "hosting.web.StateEnum", "Its state");
const TOKEN: Property = ro("token", "string?", "Proof of ownership for other programs");
const TRAFFIC: Property =
    ro("trafficQuotaSize", "complexType.UnitAndValue<double>?", "Traffic that it has");
const TRAFFIC_USED: Property =
    ro("trafficQuotaUsed", "complexType.UnitAndValue<double>?", "Traffic that is used");
const UPDATES: Property = ro("updates", "string[]", "Updates to be had");

pub(super) const MODELS: &[Model] = &[
    fields(
        "hosting.web.Service",
        "Web hosting",
        &[
            BOOST_OFFERS,
            BOOST,
            CLUSTER,
            CLUSTER_IP,
            CLUSTER_IPV6,
            COUNTRIES,
            DATACENTER,
            DISPLAY_NAME,
            FILER,
            CDN,
            SSL,
            HOME,
            IP,
            IPV6,
            SCAN,
            OFFER,
            SYSTEM,
            PHP,
            LOGIN,
            QUOTA,
            QUOTA_USED,
            BETTER,
            KIND,
            ACCESS,
            NAME,
            STATE,
            TOKEN,
            TRAFFIC,
            TRAFFIC_USED,
            UPDATES,
        ],
    ),
    fields(
        "hosting.web.ServiceWithIAM",
        "Web hosting, and how access policies know it",
        &[
            BOOST_OFFERS,
            BOOST,
            CLUSTER,
            CLUSTER_IP,
            CLUSTER_IPV6,
            COUNTRIES,
            DATACENTER,
            DISPLAY_NAME,
            FILER,
            CDN,
            SSL,
            HOME,
            IP,
            IPV6,
            IAM,
            SCAN,
            OFFER,
            SYSTEM,
            PHP,
            LOGIN,
            QUOTA,
            QUOTA_USED,
            BETTER,
            KIND,
            ACCESS,
            NAME,
            STATE,
            TOKEN,
            TRAFFIC,
            TRAFFIC_USED,
            UPDATES,
        ],
    ),
    fields(
        "hosting.web.Address",
        "Where something is reached",
        &[rw("port", "long", "Port"), rw("url", "string", "Host name")],
    ),
    fields(
        "hosting.web.AvailableOfferStruct",
        "An offer and its price",
        &[
            rw("offer", "hosting.web.OfferEnum", "The offer"),
            rw("price", "order.Price", "Its price"),
        ],
    ),
    fields(
        "hosting.web.CountriesIp",
        "Addresses in a country",
        &[
            ro("country", "hosting.web.CountryEnum", "The country"),
            ro("ip", "ipv4?", "IPv4 address"),
            ro("ipv6", "ipv6?", "IPv6 address"),
        ],
    ),
    fields(
        "hosting.web.PhpVersion",
        "A version of PHP",
        &[
            rw("support", "hosting.web.PhpVersionStateEnum", "How long it is looked after"),
            rw("version", "string", "The version"),
        ],
    ),
    fields(
        "hosting.web.ServiceAccess",
        "How files are reached",
        &[
            rw("ftp", "hosting.web.Address", "By FTP"),
            rw("http", "hosting.web.Address", "By HTTP"),
            rw("ssh", "hosting.web.Address", "By SSH"),
        ],
    ),
    fields(
        "complexType.UnitAndValue<T>",
        "An amount with its unit",
        &[ro("unit", "string", "The unit"), ro("value", "T", "How much")],
    ),
    values(
        "hosting.web.CountryEnum",
        "Countries with addresses of their own",
        &["BE", "CA", "CZ", "DE", "ES", "FI", "FR", "IE", "IT", "LT", "NL", "PL", "PT", "UK"],
    ),
    values(
        "hosting.web.OfferCapabilitiesEnum",
        "What can have been bought",
        &[
            "1000gp",
            "20gp",
            "240gp",
            "240pack",
            "240plan",
            "300gp",
            "60gp",
            "720pack",
            "720plan",
            "90pack",
            "90plan",
            "CLOUDWEB_1",
            "CLOUDWEB_2",
            "CLOUDWEB_3",
            "KS",
            "PERFORMANCE_1",
            "PERFORMANCE_2",
            "PERFORMANCE_3",
            "PERFORMANCE_4",
            "PERSO",
            "PRO",
            "START",
            "business",
            "cloudweb1",
            "cloudweb2",
            "cloudweb3",
            "kimsufi2015",
            "mailpack",
            "mailplan",
            "mediapack",
            "mediaplan",
            "perf2014x1",
            "perf2014x2",
            "perf2014x3",
            "perf2014x4",
            "perso2010",
            "perso2014",
            "premium",
            "pro2010",
            "pro2014",
            "start10g",
            "start10m",
            "start1g",
            "start1m",
            "start5g",
            "starter",
            "xxlpack",
            "xxlplan",
        ],
    ),
    values(
        "hosting.web.OfferEnum",
        "What can be bought",
        &[
            "CLOUDWEB_1",
            "CLOUDWEB_2",
            "CLOUDWEB_3",
            "KS",
            "PERFORMANCE_1",
            "PERFORMANCE_2",
            "PERFORMANCE_3",
            "PERFORMANCE_4",
            "PERSO",
            "POWER_BETA_1",
            "PRO",
            "START",
        ],
    ),
    values("hosting.web.OperatingSystemEnum", "Operating system", &["linux"]),
    values(
        "hosting.web.PhpVersionStateEnum",
        "How long a version is looked after",
        &["BETA", "END_OF_LIFE", "SECURITY_FIXES", "SUPPORTED"],
    ),
    values(
        "hosting.web.ResourceEnum",
        "How a machine is shared",
        &["bestEffort", "cloud", "dedicated", "shared"],
    ),
    values(
        "hosting.web.StateEnum",
        "The state of a hosting",
        &["active", "bloqued", "maintenance"],
    ),
];
