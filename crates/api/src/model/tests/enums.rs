//! Every enum has the values of the catalogue.

use super::*;

/// The values that a Rust enum knows, after a round trip of each.
fn known<E: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(all: &[E]) -> Vec<String> {
    let text = |value: &E| {
        let text = to_value(value).unwrap();
        assert_eq!(&from_value::<E>(text.clone()).unwrap(), value);
        text.as_str().unwrap().to_owned()
    };
    all.iter().map(text).collect()
}

macro_rules! known {
    ($($name:ident),+ $(,)?) => { [$(($name::MODEL, known($name::ALL))),+] };
}

/// The enums of product lines that say more of their services.
fn enums_of_items() -> Vec<(&'static str, Vec<String>)> {
    known![
        BandwidthType,
        DedicatedServerState,
        DiskUsage,
        LinkMode,
        RaidType,
        SecureComputing,
        TechnicalSupport,
        VrackBandwidthType,
        DnssecState,
        DomainOffer,
        DomainParentKind,
        DomainRenewal,
        DomainState,
        DomainSuspension,
        HostingCountry,
        HostingOfferCode,
        HostingResource,
        HostingState,
        HostingSystem,
        NameServerKind,
        PhpSupport,
        PortState,
        PowerState,
        SupportLevel,
        TagOperator,
        TransferLock,
        VpsKeymap,
        VpsNetboot,
        VpsOffer,
        VpsOption,
        VpsState,
        VpsVersion,
    ]
    .into()
}

/// Those whose names begin with A to L.
fn enums_of_a_to_l() -> Vec<(&'static str, Vec<String>)> {
    known![
        ArchiveType,
        AccountState,
        AnswerType,
        AssociatedObjectKind,
        ApplicationStatus,
        AuthenticationMethod,
        BankAccountState,
        BillingState,
        Brand,
        Category,
        CredentialState,
        CreditCardState,
        CallMethod,
        ContactChangeStatus,
        ContactChangeType,
        ContactType,
        CreationSubType,
        CurrencyCode,
        CreditBalanceType,
        CreditMovementType,
        DebtObjectKind,
        DebtOperationStatus,
        DebtOperationType,
        DebtStatus,
        DeferredState,
        EndStrategy,
        EngagementType,
        ExpandedResourceState,
        FidelityOperation,
        FollowUpLabel,
        FollowUpStatus,
        FollowUpStep,
        Gender,
        HttpMethod,
        Integration,
        LegalForm,
        LifecycleAction,
        LifecycleState,
    ]
    .into()
}

/// Those whose names begin with M to Z.
fn enums_of_m_to_z() -> Vec<(&'static str, Vec<String>)> {
    known![
        OAuth2Flow,
        OrderAction,
        OrderDetailKind,
        OrderItemKind,
        OrderStatus,
        OvhAccountOperation,
        PaymentMean,
        PaymentMethodStatus,
        PaymentSubType,
        PaypalState,
        PhoneType,
        PricingCapacity,
        PricingType,
        ReductionContext,
        ReductionType,
        RenewInterval,
        RenewMode,
        RenewStarter,
        RenewalType,
        ResellingProvider,
        ResourceState,
        RetractionReason,
        ReusablePaymentMean,
        ServiceState,
        Subsidiary,
        TerminationFutureUse,
        TerminationPolicy,
        TerminationReason,
        TransactionStatus,
        TransactionType,
        ValidationType,
        WarningKind,
    ]
    .into()
}

#[test]
fn every_enum_has_the_values_of_the_catalogue() {
    let mut enums = enums_of_a_to_l();
    enums.extend(enums_of_m_to_z());
    enums.extend(enums_of_items());
    let mut left = BTreeSet::new();
    for resource in resources() {
        for model in models_of(resource.path) {
            let Shape::Enum(values) = model.shape else { continue };
            match enums.iter().find(|(id, _)| *id == model.id) {
                Some((id, known)) => assert_eq!(known, values, "{id}"),
                None => drop(left.insert(model.id)),
            }
        }
    }
    let text_or_shared = [
        "coreTypes.CountryEnum",
        "dedicated.DatacenterEnum",
        "hosting.web.OfferCapabilitiesEnum",
        "me.payment.IntegrationEnum",
        "nichandle.CountryEnum",
        "nichandle.LanguageEnum",
        "payment.method.StatusEnum",
        "payment.method.SubTypeEnum",
    ];
    assert_eq!(left, BTreeSet::from(text_or_shared));
}
