//! The product lines: `/vps`, `/domain`, `/dedicated/server`… Each lists its services by name and says of each when
//! it expires and how it is renewed. All of them speak the same three operations and the same
//! models; on most a service can be ended, too.
//!
//! The lines are those over which OVHcloud's own example `serviceThatWillExpired` walks, and `domain`. A line has to
//! answer even where nothing of it is sold, with an empty list.
//!
//! What is particular to a product (the memory of a VPS, the name servers of a domain) is in `item`.

use super::notation::{body, fields, optional, path, query, required, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter, Resource};
use super::shape::Model;
use crate::error::class;

/// A line of products that share a path.
#[derive(Debug, Clone, Copy)]
pub struct ProductLine {
    /// The path without its slash in front: `dedicated/server`.
    pub path: &'static str,
    /// What OVHcloud calls the name of a service in paths of this line: mostly `serviceName`.
    pub parameter: &'static str,
    /// What a service of the line is, for people.
    pub label: &'static str,
    /// The schema file in which the line is published.
    pub resource: Resource,
    /// The list; reading `serviceInfos`; writing them.
    pub operations: [Operation; 3],
    /// Asking for the end of a service, and confirming it; none where OVHcloud has no such calls.
    pub termination: Option<[Operation; 2]>,
    /// Asking for other contacts of a service.
    pub contacts: Operation,
}

impl ProductLine {
    /// Every operation of the line.
    pub fn all_operations(&self) -> impl Iterator<Item = &Operation> {
        let own = self.operations.iter().chain(self.termination.iter().flatten());
        own.chain([&self.contacts])
    }
}

/// One row of the table. The resource is that of the path unless another is named; services of lines that say `ends` can
/// be ended.
macro_rules! line {
    ($path:literal, $parameter:literal, $label:literal) => {
        line!($path, $parameter, $label, in concat!("/", $path), ends false)
    };
    ($path:literal, $parameter:literal, $label:literal, ends) => {
        line!($path, $parameter, $label, in concat!("/", $path), ends true)
    };
    ($path:literal, $parameter:literal, $label:literal, in $resource:expr) => {
        line!($path, $parameter, $label, in $resource, ends false)
    };
    ($path:literal, $parameter:literal, $label:literal, ends, in $resource:expr) => {
        line!($path, $parameter, $label, in $resource, ends true)
    };
    ($path:literal, $parameter:literal, $label:literal, in $resource:expr, ends $ends:literal) => {{
        const RESOURCE: Resource = Resource { path: $resource, description: $label };
        const NAME: &str = concat!("Name of the service (", $label, ")");
        const TERMINATION: [Operation; 2] = [
            RESOURCE
                .post(
                    concat!("/", $path, "/{", $parameter, "}/terminate"),
                    "string",
                    concat!("Ask for the end of a service (", $label, "); a token goes out by e-mail"),
                    &[path($parameter, "string", NAME)],
                )
                .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
            RESOURCE
                .post(
                    concat!("/", $path, "/{", $parameter, "}/confirmTermination"),
                    "string",
                    concat!("Confirm the end of a service (", $label, ") with the token"),
                    &[
                        path($parameter, "string", NAME),
                        optional("commentary", "string", "What the customer says, in words"),
                        optional("futureUse", "service.TerminationFutureUseEnum", "What comes next"),
                        optional("reason", "service.TerminationReasonEnum", "Why"),
                        body("token", "string", "The token of the e-mail"),
                    ],
                )
                .refuses(&[class::FORBIDDEN, class::CONFLICT, class::SERVICE_EXPIRED]),
        ];
        const CONTACTS: Operation = RESOURCE
            .post(
                concat!("/", $path, "/{", $parameter, "}/changeContact"),
                "long[]",
                concat!("Ask for other contacts of a service (", $label, ")"),
                &[
                    path($parameter, "string", NAME),
                    optional("contactAdmin", "string", "Account that is to manage it"),
                    optional("contactBilling", "string", "Account that is to pay for it"),
                    optional("contactTech", "string", "Account that is to run it"),
                ],
            )
            .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]);
        const FILTERS: &[Parameter] =
            if is_domain($path) { &[IAM_TAGS, WHOIS_OWNER] } else { &[IAM_TAGS] };
        const OPERATIONS: [Operation; 3] = [
            RESOURCE.get(
                concat!("/", $path),
                "string[]",
                concat!("List the names of the services (", $label, ")"),
                FILTERS,
            ),
            RESOURCE.get(
                concat!("/", $path, "/{", $parameter, "}/serviceInfos"),
                "services.Service",
                concat!("Read expiry and renewal of a service (", $label, ")"),
                &[path($parameter, "string", NAME)],
            ),
            RESOURCE
                .put(
                    concat!("/", $path, "/{", $parameter, "}/serviceInfos"),
                    "void",
                    concat!("Change the renewal of a service (", $label, ")"),
                    &[
                        path($parameter, "string", NAME),
                        whole_body("services.Service", "The service; only renew is kept"),
                    ],
                )
                .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
        ];
        ProductLine {
            path: $path,
            parameter: $parameter,
            label: $label,
            resource: RESOURCE,
            operations: OPERATIONS,
            termination: if $ends { Some(TERMINATION) } else { None },
            contacts: CONTACTS,
        }
    }};
}

/// Whether a line is that of domain names, which have a filter of their own.
const fn is_domain(path: &str) -> bool {
    matches!(path.as_bytes(), b"domain")
}

/// The filter of domain names by who owns them.
const WHOIS_OWNER: Parameter =
    query("whoisOwner", "string", "Only domain names that this contact owns");

/// The filter of lists by tags.
const IAM_TAGS: Parameter = query(
    "iamTags",
    "map[string][]iam.resource.TagFilter",
    "Only services with these tags, as a JSON object",
);

/// The product lines, sorted by path.
///
/// OVHcloud has `serviceInfos` of Exchange one level deeper, under `service/{exchangeService}`; its example asks for
/// `email/exchange/{name}/serviceInfos` all the same, and so it is here.
pub static LINES: &[ProductLine] = &[
    line!("allDom", "serviceName", "AllDom pack"),
    line!("cdn/dedicated", "serviceName", "Dedicated CDN", ends),
    line!("cdn/website", "serviceName", "Website CDN"),
    line!("cdn/webstorage", "serviceName", "Storage CDN"),
    line!("cloud/project", "serviceName", "Public cloud project", ends, in "/cloud"),
    line!("cluster/hadoop", "serviceName", "Hadoop cluster", ends),
    line!("dedicated/housing", "serviceName", "Housing bay"),
    line!("dedicated/nas", "serviceName", "NAS"),
    line!("dedicated/nasha", "serviceName", "HA-NAS", ends),
    line!("dedicated/server", "serviceName", "Dedicated server", ends),
    line!("dedicatedCloud", "serviceName", "Private cloud", ends),
    line!("domain", "serviceName", "Domain name"),
    line!("domain/zone", "zoneName", "DNS zone", ends, in "/domain"),
    line!("email/domain", "domain", "E-mail domain", ends),
    line!("email/exchange", "organizationName", "Exchange organization"),
    line!("freefax", "serviceName", "Freefax"),
    line!("hosting/privateDatabase", "serviceName", "Private database", ends),
    line!("hosting/web", "serviceName", "Web hosting", ends),
    line!("hosting/windows", "serviceName", "Windows hosting"),
    line!("hpcspot", "serviceName", "HPC spot"),
    line!("license/cloudLinux", "serviceName", "CloudLinux licence", ends),
    line!("license/cpanel", "serviceName", "cPanel licence", ends),
    line!("license/directadmin", "serviceName", "DirectAdmin licence", ends),
    line!("license/office", "serviceName", "Office licence"),
    line!("license/plesk", "serviceName", "Plesk licence", ends),
    line!("license/sqlserver", "serviceName", "SQL Server licence", ends),
    line!("license/virtuozzo", "serviceName", "Virtuozzo licence", ends),
    line!("license/windows", "serviceName", "Windows licence", ends),
    line!("license/worklight", "serviceName", "Worklight licence", ends),
    line!("overTheBox", "serviceName", "OverTheBox"),
    line!("pack/xdsl", "packName", "Internet access pack"),
    line!("partner", "serviceName", "Partner programme"),
    line!("router", "serviceName", "Router", ends),
    line!("sms", "serviceName", "SMS account"),
    line!("telephony", "billingAccount", "Telephony group"),
    line!("telephony/spare", "spare", "Spare telephone", in "/telephony"),
    line!("veeamCloudConnect", "serviceName", "Veeam Cloud Connect"),
    line!("vps", "serviceName", "VPS", ends),
    line!("xdsl", "serviceName", "Internet access"),
    line!("xdsl/spare", "spare", "Spare modem", in "/xdsl"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "services.Service",
        "Expiry and renewal of a service",
        &[
            ro("canDeleteAtExpiration", "boolean", "Whether renew.deleteAtExpiration may be set"),
            ro("contactAdmin", "string", "Account that manages the service"),
            ro("contactBilling", "string", "Account that pays for it"),
            ro("contactTech", "string", "Account that runs it"),
            ro("creation", "date", "Day on which it was made"),
            ro("domain", "string", "Name of the service"),
            ro("engagedUpTo", "date?", "Day until which the customer is bound"),
            ro("expiration", "date", "Day on which it expires unless it is renewed"),
            ro("possibleRenewPeriod", "long[]?", "Periods to choose from, in months"),
            rw("renew", "service.RenewType?", "How it is renewed"),
            ro("renewalType", "service.RenewalTypeEnum", "Who starts a renewal"),
            ro("serviceId", "long", "Its id in /service"),
            ro("status", "service.StateEnum", "Its state"),
        ],
    ),
    fields(
        "service.RenewType",
        "How a service is renewed",
        &[
            rw("automatic", "boolean", "Whether it is renewed automatically"),
            rw("deleteAtExpiration", "boolean", "Whether it is deleted instead of renewed"),
            rw("forced", "boolean", "Whether the product leaves no choice"),
            rw("manualPayment", "boolean?", "Whether the customer pays each renewal by hand"),
            rw("period", "long?", "Period of each renewal, in months"),
        ],
    ),
    fields(
        "iam.resource.TagFilter",
        "What a tag must be",
        &[
            rw("operator", "iam.resource.TagFilter.OperatorEnum?", "How it is compared"),
            required("value", "string", "What it is compared with"),
        ],
    ),
    values("iam.resource.TagFilter.OperatorEnum", "How a tag is compared", &["EQ"]),
    values(
        "service.RenewalTypeEnum",
        "Who starts a renewal",
        &[
            "automaticForcedProduct",
            "automaticV2012",
            "automaticV2014",
            "automaticV2016",
            "automaticV2024", // since 2026
            "manual",
            "oneShot",
            "option",
        ],
    ),
    values(
        "service.StateEnum",
        "The state of a service",
        &[
            "autorenewInProgress", // since 2025
            "expired",
            "inCreation",
            "ok",
            "pendingDebt",
            "unPaid",
        ],
    ),
];
