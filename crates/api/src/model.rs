//! The JSON bodies of API v1 as Rust types, the same for a server and for a client.
//!
//! Names are OVHcloud's, in Rust spelling; each type says which model of the [`catalogue`](crate::catalogue) it is.
//!
//! - Answers carry every field, `null` included, and are read tolerantly: fields that this version does not know are
//!   skipped, and each enum has an `Other` for values that it does not know. So a client survives a newer server.
//! - Request bodies leave out what is not set, and are read strictly: a field that the API does not have is an error,
//!   because in a request for money a misspelt field must not be overlooked.
//!
//! Nothing here knows what the values mean; tests hold every type against the catalogue.

mod access;
mod account;
mod auth;
mod autorenew;
mod bill;
mod contact;
mod credit;
mod date_time;
mod debt;
mod duration;
mod engagement;
mod fidelity;
mod follow_up;
mod form;
mod item;
mod log;
mod notification;
mod oauth2;
mod object;
mod order;
mod order_means;
mod ovh_account;
mod payment;
mod payment_mean;
mod price;
mod product;
mod refund;
mod registration;
mod renewal;
mod service;
mod services;
mod technical;
mod termination;
#[cfg(test)]
mod tests;
mod wire_enum;

pub use self::access::{ApiApplication, ApplicationStatus, CredentialUpdate};
pub use self::account::{
    AccountState, Brand, Currency, Gender, LegalForm, Nichandle, NichandleUpdate, PhoneType,
    Subsidiary,
};
pub use self::auth::{
    AccessRule, AccessRuleRequest, ApiCredential, AuthenticationMethod, CredentialRequest,
    CredentialState, Details, HttpMethod, PendingCredential,
};
pub use self::autorenew::{
    AutoRenew, AutoRenewUpdate, AutomaticPaymentMeans, FirstRenewDay, Forecast, ForecastDebit,
    ForecastService, ForecastWarning, WarningKind,
};
pub use self::bill::{
    ArchiveType, Bill, BillDetail, Category, ExportRequest, Payment, PaymentMean,
};
pub use self::contact::{
    ChangeContact, ContactChangeStatus, ContactChangeTask, ContactChangeType, ContactToken,
};
pub use self::credit::{
    BookedMovement, CreditBalance, CreditBalanceDetails, CreditBalanceType, CreditMovement,
    CreditMovementType, CreditObject, ExpiringMovement,
};
pub use self::date_time::{DateTime, InvalidDateTime};
pub use self::debt::{
    Debt, DebtBalance, DebtObject, DebtObjectKind, DebtOperation, DebtOperationStatus,
    DebtOperationType, DebtStatus,
};
pub use self::duration::{InvalidDuration, IsoDuration};
pub use self::engagement::{
    Contract, EngagementFlushOrder, EngagementFlushRequest, EngagementRequest,
    EngagementRequestCreation, EngagementRequestOption, OrderPrices, Reduction, ReductionContext,
    ReductionType, ServiceOrder, ServiceOrderDetail,
};
pub use self::fidelity::{
    FidelityAccount, FidelityAccountUpdate, FidelityMovement, FidelityOperation,
};
pub use self::follow_up::{
    FollowUp, FollowUpEvent, FollowUpLabel, FollowUpStatus, FollowUpStep, OrderAction, OrderItem,
    OrderItemConfiguration, OrderItemKind, OrderItemOrder, OrderItemPlan, OrderItemProduct,
};
pub use self::form::{
    AllowedAnswer, AnswerType, FormAnswer, FormAnswers, FormDescription, FormQuestion, FormResponse,
};
pub use self::item::{
    BandwidthDetails, BandwidthType, DedicatedServer, DedicatedServerState, DedicatedServerUpdate,
    DedicatedServerWithIam, DnssecState, Domain, DomainContact, DomainOffer, DomainParent,
    DomainParentKind, DomainRenewal, DomainState, DomainSuspension, DomainUpdate, DomainWithIam,
    HostingAccess, HostingAddress, HostingCountry, HostingCountryIp, HostingOffer,
    HostingOfferCode, HostingResource, HostingState, HostingSystem, IamMetadata, LinkMode,
    NameServer, NameServerKind, NetworkSpecifications, OlaDetails, PhpSupport, PhpVersion,
    PortState, PowerState, Routing, RoutingDetails, SupportLevel, SwitchingDetails, TagFilter,
    TagFilters, TagOperator, TrafficDetails, TransferLock, UnitAndLong, UnitAndValue, VmacDetails,
    Vps, VpsDatacenter, VpsKeymap, VpsModel, VpsNetboot, VpsOffer, VpsOption, VpsPort, VpsState,
    VpsStatus, VpsUpdate, VpsVersion, VpsWithIam, VrackBandwidth, VrackBandwidthType, WebHosting,
    WebHostingUpdate, WebHostingWithIam,
};
pub use self::log::{ApiLog, CallMethod};
pub use self::notification::EmailNotification;
pub use self::oauth2::{
    OAuth2Client, OAuth2ClientRequest, OAuth2ClientSecret, OAuth2ClientUpdate, OAuth2Flow,
};
pub use self::order::{
    AssociatedObject, AssociatedObjectKind, Order, OrderDetail, OrderDetailKind, OrderStatus,
    PayRequest, PayWithRegisteredPaymentMean, PaymentMethodChoice, PaymentMethods,
    RegisteredPaymentMean, ReusablePaymentMean,
};
pub use self::order_means::{
    OrderPaymentChoice, OrderPaymentMean, OrderPaymentMeans, OrderPaymentParameter,
    RetractionReason, RetractionRequest,
};
pub use self::ovh_account::{
    CreditOrderRequest, Deposit, DepositDetail, Movement, OvhAccount, OvhAccountOperation,
    OvhAccountUpdate, PaymentInfo, RetrieveMoneyRequest, Withdrawal, WithdrawalDetail,
};
pub use self::payment::{
    AvailablePaymentMethod, Icon, Integration, PaymentMethod, PaymentMethodStatus,
    PaymentMethodUpdate, PaymentSubType,
};
pub use self::payment_mean::{
    BankAccount, BankAccountState, CreditCard, CreditCardState, DeferredPaymentAccount,
    DeferredState, PaymentMeanUpdate, Paypal, PaypalState,
};
pub use self::price::{CurrencyCode, LongPrice, Price, PriceWithUcents, UCENTS_PER_UNIT};
pub use self::product::{
    RenewType, RenewTypeUpdate, RenewalType, ServiceInfos, ServiceInfosUpdate, ServiceState,
};
pub use self::refund::{Refund, RefundDetail};
pub use self::registration::{
    BankAccountCreation, CallbackUrl, Challenge, CreationSubType, PaymentMeanCreation,
    PaymentMeanValidation, PaymentMethodCreation, PaymentMethodDetails, PaymentMethodFinalize,
    PaymentMethodValidation, Transaction, TransactionStatus, TransactionType, ValidationType,
};
pub use self::renewal::{
    RenewDescription, RenewOrder, RenewRequest, RenewStrategy, RenewedService,
};
pub use self::service::{
    BillingState, KeyValue, Plan, Product, Renew, RenewInterval, RenewMode, Resource,
    ResourceState, Route, Service, ServiceUpdate,
};
pub use self::services::{
    ContactType, EndRule, EndRuleUpdate, EndStrategy, Engagement, EngagementConfiguration,
    EngagementPeriod, EngagementRequestSummary, EngagementSummary, EngagementType, ExpandedPlan,
    ExpandedProduct, ExpandedRenew, ExpandedResource, ExpandedResourceState, ExpandedService,
    Lifecycle, LifecycleAction, LifecycleCapacities, LifecycleCurrent, LifecycleState, Pricing,
    PricingCapacity, PricingType, RenewCapacities, RenewCurrent, RenewStarter, RenewalUpdate,
    ResellingProvider, ServiceBilling, ServiceContact, ServiceCustomer, ServiceGroup,
    ServicesUpdate, TerminationPolicy,
};
pub use self::technical::{
    DiskUsage, RaidType, SecureComputing, TechnicalAggregation, TechnicalBandwidth, TechnicalCard,
    TechnicalCluster, TechnicalClusterServers, TechnicalCpu, TechnicalDetails, TechnicalDisk,
    TechnicalFeature, TechnicalFrame, TechnicalGpu, TechnicalGpuMemory, TechnicalLicense,
    TechnicalMachine, TechnicalMemory, TechnicalNetwork, TechnicalPromise, TechnicalRaid,
    TechnicalServer, TechnicalServices, TechnicalStorage, TechnicalSupport, TechnicalVrack,
};
pub use self::termination::{
    ConfirmServiceTermination, ConfirmTermination, TerminationAnswer, TerminationFutureUse,
    TerminationReason,
};

use self::wire_enum::wire_enum;
