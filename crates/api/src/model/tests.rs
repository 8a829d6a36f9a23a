//! Every type of this module is held against the catalogue, with values made from the catalogue: it must read them,
//! write them back unchanged, and agree on every value of every enum. So neither can change alone.

mod enums;
mod technical;

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, from_value, json, to_value};

use super::*;
use crate::catalogue::{
    DataType, Location, Method, Primitive, Shape, find, find_model, models_of, resources,
};
use crate::schema::check;

/// Enough rounds for every value of the longest enum that is an enum here, with nulls and without.
const ROUNDS: usize = 2 * 26;

/// A value of a type. Even rounds have every field, odd ones have null where they may, and enums take turns.
fn sample(resource: &str, data_type: &str, round: usize) -> Value {
    match DataType::parse(data_type) {
        DataType::Primitive(primitive) => match primitive {
            Primitive::Long => json!(12345),
            Primitive::Double => json!(37.87),
            Primitive::Boolean => json!(round.is_multiple_of(4)),
            Primitive::String => json!("P1Y"), // renewPeriod is published as a string
            Primitive::Date => json!("2024-02-29"),
            Primitive::DateTime => json!("2018-05-15T15:49:06+02:00"),
            Primitive::Duration => json!("P3M"),
            Primitive::Ip | Primitive::Ipv4 => json!("192.0.2.1"),
            Primitive::Ipv6 => json!("2001:db8::1"),
            Primitive::IpBlock => json!("192.0.2.0/24"),
            Primitive::Uuid => json!("123e4567-e89b-42d3-a456-426614174000"),
            Primitive::Void => json!(null),
        },
        DataType::Array(item) => (0..2).map(|n| sample(resource, item, round + 2 * n)).collect(),
        DataType::Map(item) => json!({"key": sample(resource, item, round)}),
        DataType::Model { name, argument: Some(argument) } => match name {
            "complexType.SafeKeyValue" => json!({"key": "k", "value": "v"}),
            "complexType.UnitAndValue" if argument == "long" => {
                json!({"unit": "Mbps", "value": 500})
            }
            "complexType.UnitAndValue" => json!({"unit": "GB", "value": 37.5}),
            other => panic!("say here what a {other} is"),
        },
        DataType::Model { name, argument: None } => match find_model(resource, name).unwrap().shape
        {
            Shape::Enum(values) => json!(values[round / 2 % values.len()]),
            Shape::Fields(properties) => properties
                .iter()
                .map(|property| {
                    let value = match property.nullable && round % 2 == 1 {
                        true => Value::Null,
                        false => sample(resource, property.data_type, round),
                    };
                    (property.name.to_owned(), value)
                })
                .collect::<Map<_, _>>()
                .into(),
        },
    }
}

fn with_unknown_field(value: &Value) -> Value {
    let mut value = value.clone();
    value["fieldOfTheFuture"] = json!({"a": [1]});
    value
}

/// Answers are written with every field and read even with more, but not with null where there is none.
fn answer<T: Serialize + DeserializeOwned>(resource: &str, model: &str) -> (String, String) {
    let Shape::Fields(properties) = find_model(resource, model).unwrap().shape else { panic!() };
    for property in properties.iter().filter(|property| !property.nullable) {
        let mut value = sample(resource, model, 0);
        value[property.name] = Value::Null;
        assert!(from_value::<T>(value).is_err(), "{model}: {} is null", property.name);
    }
    lenient_answer::<T>(resource, model)
}

/// An answer whose type serves two models, and so may have null where only the other model has it.
fn lenient_answer<T: Serialize + DeserializeOwned>(
    resource: &str,
    model: &str,
) -> (String, String) {
    for round in 0..ROUNDS {
        let value = sample(resource, model, round);
        check(model, resource, &value).unwrap();
        let read: T = from_value(value.clone()).unwrap_or_else(|e| panic!("{model}: {e}: {value}"));
        assert_eq!(to_value(&read).unwrap(), value, "{model}");
        assert!(from_value::<T>(with_unknown_field(&value)).is_ok(), "{model}");
    }
    (resource.to_owned(), model.to_owned())
}

/// Requests are written without what is not set, read in both forms, and not read with more.
fn body<T: Serialize + DeserializeOwned>(value: &Value) {
    let fields = value.as_object().unwrap();
    let set: Map<_, _> = fields.clone().into_iter().filter(|(_, value)| !value.is_null()).collect();
    let read: T = from_value(value.clone()).unwrap_or_else(|e| panic!("{e}: {value}"));
    assert_eq!(to_value(&read).unwrap(), Value::Object(set.clone()));
    assert!(from_value::<T>(Value::Object(set)).is_ok(), "{value}");
    let error = from_value::<T>(with_unknown_field(value)).err().unwrap().to_string();
    assert!(error.contains("fieldOfTheFuture"), "{error}");
}

fn request<T: Serialize + DeserializeOwned>(resource: &str, model: &str) -> (String, String) {
    (0..ROUNDS).for_each(|round| body::<T>(&sample(resource, model, round)));
    (resource.to_owned(), model.to_owned())
}

/// A body whose fields are parameters of the operation.
fn flat_request<T: Serialize + DeserializeOwned>(path: &str) {
    let operation = find(Method::Post, path).unwrap();
    let fields = || operation.parameters.iter().filter(|p| p.location == Location::Body);
    for round in 0..ROUNDS {
        let value: Map<_, _> = fields()
            .map(|field| {
                let value = match !field.required && round % 2 == 1 {
                    true => Value::Null,
                    false => sample(operation.resource.path, field.data_type, round),
                };
                (field.name.unwrap().to_owned(), value)
            })
            .collect();
        for field in fields().filter(|field| field.required) {
            let mut less = value.clone();
            less.remove(field.name.unwrap());
            assert!(from_value::<T>(less.into()).is_err(), "{path} without {:?}", field.name);
        }
        body::<T>(&value.into());
    }
}

/// The models of `/me` that have a type.
fn types_of_me() -> Vec<(String, String)> {
    vec![
        answer::<Nichandle>("/me", "nichandle.Nichandle"),
        answer::<Currency>("/me", "nichandle.Currency"),
        answer::<AutoRenew>("/me", "nichandle.NicAutorenewInfos"),
        answer::<AutomaticPaymentMeans>("/me", "billing.AutomaticPaymentMean"),
        answer::<Forecast>("/me", "perennial.Forecast"),
        answer::<ForecastDebit>("/me", "perennial.forecast.Debit"),
        answer::<ForecastService>("/me", "perennial.forecast.Service"),
        answer::<ForecastWarning>("/me", "perennial.forecast.Warning"),
        answer::<EmailNotification>("/me", "nichandle.EmailNotification"),
        answer::<ContactChangeTask>("/me", "nichandle.contactChange.Task"),
        answer::<PriceWithUcents>("/me", "order.Price"),
        answer::<LongPrice>("/me", "order.LongPrice"),
        answer::<Order>("/me", "billing.Order"),
        answer::<OrderDetail>("/me", "billing.OrderDetail"),
        answer::<AssociatedObject>("/me", "billing.order.AssociatedObject"),
        answer::<PaymentMethods>("/me", "billing.order.PaymentMethods"),
        answer::<ApiLog>("/me", "api.Log"),
        answer::<RegisteredPaymentMean>("/me", "billing.order.RegisteredPaymentMean"),
        answer::<OrderPaymentMeans>("/me", "billing.order.PaymentMeans"),
        answer::<OrderPaymentMean>("/me", "billing.order.PaymentMean"),
        answer::<OrderPaymentParameter>("/me", "billing.order.paymentMean.HttpParameter"),
        answer::<OrderPaymentChoice>("/me", "billing.order.paymentMean.HttpParameterChoice"),
        request::<PaymentMethodChoice>("/me", "billing.order.PayWithPaymentMethod"),
        answer::<Bill>("/me", "billing.Bill"),
        answer::<BillDetail>("/me", "billing.BillDetail"),
        answer::<Payment>("/me", "billing.Payment"),
        answer::<Refund>("/me", "billing.Refund"),
        answer::<RefundDetail>("/me", "billing.RefundDetail"),
        answer::<OvhAccount>("/me", "billing.OvhAccount"),
        answer::<Movement>("/me", "billing.Movement"),
        answer::<Deposit>("/me", "billing.Deposit"),
        answer::<DepositDetail>("/me", "billing.DepositDetail"),
        answer::<PaymentInfo>("/me", "debt.associatedObject.PaymentInfo"),
        answer::<DebtBalance>("/me", "debt.Balance"),
        answer::<CreditBalance>("/me", "me.credit.Balance"),
        answer::<CreditBalanceDetails>("/me", "me.credit.balance.BalanceDetails"),
        answer::<BookedMovement>("/me", "me.credit.balance.BookedMovement"),
        answer::<ExpiringMovement>("/me", "me.credit.balance.ExpiringMovement"),
        answer::<CreditMovement>("/me", "me.credit.balance.Movement"),
        answer::<CreditObject>("/me", "me.credit.balance.movement.SubObject"),
        answer::<FollowUp>("/me", "billing.order.FollowUp"),
        answer::<FollowUpEvent>("/me", "billing.order.followUp.History"),
        answer::<OrderItem>("/me", "billing.ItemDetail"),
        answer::<OrderItemOrder>("/me", "billing.ItemDetail.Order"),
        answer::<OrderItemConfiguration>("/me", "billing.ItemDetail.OrderConfiguration"),
        answer::<OrderItemPlan>("/me", "billing.ItemDetail.OrderPlan"),
        answer::<OrderItemProduct>("/me", "billing.ItemDetail.OrderPlanProduct"),
        answer::<Debt>("/me", "debt.Debt"),
        answer::<DebtOperation>("/me", "debt.Operation"),
        answer::<DebtObject>("/me", "debt.entry.AssociatedObject"),
        answer::<Withdrawal>("/me", "billing.Withdrawal"),
        answer::<WithdrawalDetail>("/me", "billing.WithdrawalDetail"),
        answer::<FidelityAccount>("/me", "billing.FidelityAccount"),
        answer::<FidelityMovement>("/me", "billing.FidelityMovement"),
        lenient_answer::<PaymentMethod>("/me", "me.payment.PaymentMethod"),
        answer::<PaymentMethod>("/me", "payment.method.PaymentMethod"),
        answer::<AvailablePaymentMethod>("/me", "payment.method.AvailablePaymentMethod"),
        lenient_answer::<Icon>("/me", "me.payment.Icon"),
        answer::<Icon>("/me", "payment.method.Icon"),
        answer::<Icon>("/me", "me.paymentMean.IconData"),
        answer::<BankAccount>("/me", "me.paymentMean.BankAccount"),
        answer::<CreditCard>("/me", "me.paymentMean.CreditCard"),
        answer::<DeferredPaymentAccount>("/me", "me.paymentMean.Deferred"),
        answer::<Paypal>("/me", "me.paymentMean.Paypal"),
    ]
}

/// Those of `/me` that register payment methods.
fn types_of_registration() -> Vec<(String, String)> {
    vec![
        lenient_answer::<AvailablePaymentMethod>("/me", "me.payment.AvailablePaymentMethod"),
        answer::<Transaction>("/me", "me.payment.Transaction"),
        request::<CallbackUrl>("/me", "me.payment.method.CallbackUrl"),
        request::<Challenge>("/me", "me.payment.method.Challenge"),
        request::<PaymentMethodCreation>("/me", "me.payment.method.Creation"),
        request::<PaymentMethodDetails>("/me", "me.payment.method.Details"),
        request::<PaymentMethodFinalize>("/me", "me.payment.method.Finalize"),
        answer::<PaymentMethodValidation>("/me", "me.payment.method.Validation"),
        request::<Challenge>("/me", "me.paymentMean.BankAccountChallengeCreation"),
        request::<BankAccountCreation>("/me", "me.paymentMean.BankAccountCreation"),
        answer::<PaymentMeanValidation>("/me", "me.paymentMean.BankAccountValidation"),
        request::<Challenge>("/me", "me.paymentMean.CreditCardChallengeCreation"),
        request::<PaymentMeanCreation>("/me", "me.paymentMean.CreditCardCreation"),
        answer::<PaymentMeanValidation>("/me", "me.paymentMean.CreditCardValidation"),
        request::<Challenge>("/me", "me.paymentMean.PaypalChallengeCreation"),
        request::<PaymentMeanCreation>("/me", "me.paymentMean.PaypalCreation"),
        answer::<PaymentMeanValidation>("/me", "me.paymentMean.PaypalValidation"),
    ]
}

/// Those of `/services`.
fn types_of_services() -> Vec<(String, String)> {
    vec![
        answer::<PriceWithUcents>("/services", "order.Price"),
        answer::<ExpandedService>("/services", "services.expanded.Service"),
        answer::<ServiceBilling>("/services", "services.expanded.Billing"),
        answer::<EngagementSummary>("/services", "services.expanded.EngagementSummary"),
        answer::<Engagement>("/services", "services.billing.engagement.Engagement"),
        answer::<EngagementPeriod>("/services", "services.billing.engagement.EngagementPeriod"),
        request::<EndRuleUpdate>("/services", "services.billing.engagement.UpdateEndRuleRequest"),
        answer::<EndRule>("/services", "services.billing.engagement.EndRule"),
        answer::<EngagementRequestSummary>(
            "/services",
            "services.expanded.EngagementRequestSummary",
        ),
        answer::<EngagementRequest>("/services", "services.billing.engagement.EngagementRequest"),
        answer::<EngagementRequestOption>(
            "/services",
            "services.billing.engagement.EngagementRequestOption",
        ),
        request::<EngagementRequestCreation>(
            "/services",
            "services.billing.engagement.EngagementRequestCreation",
        ),
        request::<EngagementFlushRequest>(
            "/services",
            "services.billing.engagement.EngagementFlushRequest",
        ),
        answer::<EngagementFlushOrder>(
            "/services",
            "services.billing.engagement.EngagementFlushOrder",
        ),
        answer::<ServiceOrder>("/services", "order.Order"),
        answer::<ServiceOrderDetail>("/services", "order.OrderDetail"),
        answer::<OrderPrices>("/services", "order.OrderPrices"),
        answer::<Contract>("/services", "order.Contract"),
        answer::<Reduction>("/services", "order.Reduction"),
        answer::<ServiceGroup>("/services", "services.expanded.Group"),
        answer::<Lifecycle>("/services", "services.expanded.Lifecycle"),
        answer::<LifecycleCapacities>("/services", "services.expanded.Lifecycle.Capacities"),
        answer::<LifecycleCurrent>("/services", "services.expanded.Lifecycle.Current"),
        answer::<ExpandedPlan>("/services", "services.expanded.Plan"),
        answer::<Pricing>("/services", "services.billing.Pricing"),
        answer::<EngagementConfiguration>(
            "/services",
            "services.billing.Pricing.EngagementConfiguration",
        ),
        answer::<ExpandedRenew>("/services", "services.expanded.Renew"),
        answer::<RenewCapacities>("/services", "services.expanded.Renew.Capacities"),
        answer::<RenewCurrent>("/services", "services.expanded.Renew.Current"),
        answer::<ServiceCustomer>("/services", "services.expanded.Customer"),
        answer::<ServiceContact>("/services", "services.expanded.Customer.Contact"),
        answer::<ExpandedResource>("/services", "services.expanded.Resource"),
        answer::<ExpandedProduct>("/services", "services.expanded.Product"),
        answer::<Route>("/services", "services.expanded.Route"),
        request::<ServicesUpdate>("/services", "services.update.Service"),
        request::<RenewalUpdate>("/services", "services.update.Service.Renew"),
        request::<ConfirmServiceTermination>(
            "/services",
            "services.terminate.ConfirmServiceTerminationRequest",
        ),
        answer::<FormDescription>("/services", "services.form.Description"),
        answer::<FormQuestion>("/services", "services.form.Question"),
        answer::<AllowedAnswer>("/services", "services.form.AnswerAllowedValue"),
        request::<FormAnswers>("/services", "services.form.Form"),
        request::<FormAnswer>("/services", "services.form.Answer"),
        answer::<FormResponse>("/services", "services.form.Response"),
        answer::<TerminationAnswer>("/services", "services.terminate.TerminationAnswer"),
    ]
}

/// What is the same in every product line.
fn types_of_line(resource: &str) -> Vec<(String, String)> {
    vec![
        answer::<ServiceInfos>(resource, "services.Service"),
        answer::<RenewType>(resource, "service.RenewType"),
        answer::<IamMetadata>(resource, "iam.ResourceMetadata"),
        request::<TagFilter>(resource, "iam.resource.TagFilter"),
    ]
}

/// Those of product lines that say more of their services.
fn types_of_items() -> Vec<(String, String)> {
    let mut typed: Vec<_> = ["/vps", "/domain", "/hosting/web", "/dedicated/server"]
        .into_iter()
        .flat_map(types_of_line)
        .collect();
    typed.extend([
        answer::<Vps>("/vps", "vps.VPS"),
        answer::<VpsWithIam>("/vps", "vps.VPSWithIAM"),
        answer::<VpsModel>("/vps", "vps.Model"),
        answer::<VpsDatacenter>("/vps", "vps.Datacenter"),
        answer::<VpsStatus>("/vps", "vps.ip.ServiceStatus"),
        answer::<VpsPort>("/vps", "vps.ip.ServiceStatusService"),
        answer::<Domain>("/domain", "domain.DomainService"),
        answer::<DomainWithIam>("/domain", "domain.DomainServiceWithIAM"),
        answer::<DomainContact>("/domain", "domain.ContactSummary"),
        answer::<DomainParent>("/domain", "domain.ParentService"),
        answer::<NameServer>("/domain", "domain.nameServer.NameServer"),
        answer::<WebHosting>("/hosting/web", "hosting.web.Service"),
        answer::<WebHostingWithIam>("/hosting/web", "hosting.web.ServiceWithIAM"),
        answer::<HostingAddress>("/hosting/web", "hosting.web.Address"),
        answer::<HostingOffer>("/hosting/web", "hosting.web.AvailableOfferStruct"),
        answer::<HostingCountryIp>("/hosting/web", "hosting.web.CountriesIp"),
        answer::<PhpVersion>("/hosting/web", "hosting.web.PhpVersion"),
        answer::<HostingAccess>("/hosting/web", "hosting.web.ServiceAccess"),
        answer::<PriceWithUcents>("/hosting/web", "order.Price"),
        answer::<DedicatedServer>("/dedicated/server", "dedicated.server.Dedicated"),
        answer::<DedicatedServerWithIam>("/dedicated/server", "dedicated.server.DedicatedWithIAM"),
        answer::<NetworkSpecifications>(
            "/dedicated/server",
            "dedicated.server.NetworkSpecifications",
        ),
        answer::<BandwidthDetails>("/dedicated/server", "dedicated.server.BandwidthDetails"),
        answer::<VrackBandwidth>("/dedicated/server", "dedicated.server.BandwidthvRackDetails"),
        answer::<OlaDetails>("/dedicated/server", "dedicated.server.OlaDetails"),
        answer::<RoutingDetails>("/dedicated/server", "dedicated.server.RoutingDetails"),
        answer::<Routing>("/dedicated/server", "dedicated.server.RoutingDetailsIpv4"),
        answer::<Routing>("/dedicated/server", "dedicated.server.RoutingDetailsIpv6"),
        answer::<SwitchingDetails>("/dedicated/server", "dedicated.server.SwitchingDetails"),
        answer::<TrafficDetails>("/dedicated/server", "dedicated.server.TrafficDetails"),
        answer::<VmacDetails>("/dedicated/server", "dedicated.server.VmacDetails"),
    ]);
    typed
}

#[test]
fn every_model_has_a_type_that_reads_and_writes_it() {
    let others = [
        request::<CredentialRequest>("/auth", "auth.ApiCredentialRequestParams"),
        request::<AccessRuleRequest>("/auth", "auth.AccessRuleRequest"),
        answer::<PendingCredential>("/auth", "auth.ApiCredentialRequest"),
        answer::<ApiCredential>("/auth", "auth.ApiCredential"),
        answer::<AccessRule>("/auth", "auth.AccessRule"),
        answer::<OAuth2Client>("/me", "oauth2.client"),
        request::<OAuth2ClientRequest>("/me", "oauth2.clientRequest"),
        answer::<OAuth2ClientSecret>("/me", "oauth2.clientSecret"),
        answer::<ApiApplication>("/me", "auth.ApiApplication"),
        answer::<ApiCredential>("/me", "auth.ApiCredential"),
        answer::<AccessRule>("/me", "auth.AccessRule"),
        answer::<Details>("/auth", "auth.Details"),
        answer::<Price>("/service", "order.Price"),
        answer::<Service>("/service", "serviceList.Service"),
        answer::<Plan>("/service", "service.Plan"),
        answer::<Product>("/service", "service.plan.Product"),
        answer::<Renew>("/service", "service.Renew"),
        answer::<Resource>("/service", "service.Resource"),
        answer::<Route>("/service", "service.Route"),
        answer::<RenewDescription>("/service", "service.renew.RenewDescription"),
        answer::<RenewStrategy>("/service", "service.renew.RenewStrategy"),
        answer::<RenewedService>("/service", "service.renew.Service"),
        answer::<RenewOrder>("/service", "service.renew.RenewOrder"),
    ];
    let typed = others.into_iter().chain(types_of_me()).chain(types_of_registration());
    let typed = typed.chain(types_of_services()).chain(technical::types()).chain(types_of_items());
    let resources = ["/auth", "/me", "/service", "/services", "/vps"];
    let objects: BTreeSet<_> = resources
        .into_iter()
        .chain(["/domain", "/hosting/web", "/dedicated/server"])
        .flat_map(|resource| models_of(resource).map(move |model| (resource, model)))
        .filter(|(_, model)| matches!(model.shape, Shape::Fields(_)) && model.generic().is_none())
        .map(|(resource, model)| (resource.to_owned(), model.id.to_owned()))
        .collect();
    assert_eq!(typed.collect::<BTreeSet<_>>(), objects);
    for resource in ["/service", "/services"] {
        lenient_answer::<KeyValue>(resource, "complexType.SafeKeyValue<string>"); // the one generic model
    }
}

#[test]
fn every_flat_body_has_a_type() {
    flat_request::<RenewRequest>("/service/{serviceId}/renew");
    flat_request::<PayWithRegisteredPaymentMean>(
        "/me/order/{orderId}/payWithRegisteredPaymentMean",
    );
    flat_request::<PayRequest>("/me/order/{orderId}/pay");
    flat_request::<ExportRequest>("/me/bill/export");
    flat_request::<ExportRequest>("/me/refund/export");
    flat_request::<RetractionRequest>("/me/order/{orderId}/retraction");
    flat_request::<FirstRenewDay>("/me/autorenew");
    flat_request::<ConfirmTermination>("/vps/{serviceName}/confirmTermination");
    flat_request::<ChangeContact>("/vps/{serviceName}/changeContact");
    flat_request::<ContactToken>("/me/task/contactChange/{id}/accept");
    flat_request::<ContactToken>("/me/task/contactChange/{id}/refuse");
    flat_request::<CreditOrderRequest>("/me/ovhAccount/{ovhAccountId}/creditOrder");
    flat_request::<CreditOrderRequest>("/me/fidelityAccount/creditOrder");
    flat_request::<RetrieveMoneyRequest>("/me/ovhAccount/{ovhAccountId}/retrieveMoney");
}

#[test]
fn values_of_the_future_survive() {
    let mode: RenewMode = from_value(json!("automaticV2030")).unwrap();
    assert_eq!(mode, RenewMode::Other("automaticV2030".to_owned()));
    assert_eq!(to_value(&mode).unwrap(), json!("automaticV2030"));
    assert_eq!(mode.to_string(), "automaticV2030");
}

#[test]
fn a_service_is_changed_by_all_of_it_or_by_the_part_that_can_change() {
    let read = |value| from_value::<ServiceUpdate>(value).map_err(|error| error.to_string());
    let expected = ServiceUpdate { display_name: "P1Y".to_owned() };
    for round in 0..ROUNDS {
        let whole = sample("/service", "serviceList.Service", round);
        assert_eq!(read(whole.clone()), Ok(expected.clone()));
        assert!(read(with_unknown_field(&whole)).unwrap_err().contains("fieldOfTheFuture"));
        let mut typo = whole.clone();
        typo["resource"]["displayname"] = json!("x");
        assert!(read(typo).unwrap_err().contains("displayname"));
    }
    let short = json!({"resource": {"displayName": "P1Y"}});
    assert_eq!(read(short.clone()), Ok(expected.clone()));
    assert_eq!(to_value(expected).unwrap(), short);
    assert_eq!(read(json!({})).unwrap_err(), "missing field `resource`");
}

/// Whether what is read of a whole object, as its GET answers it, is what is expected; and that no typo is overlooked.
fn whole<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
    resource: &str,
    model: &str,
    expected: impl Fn(&Value) -> T,
) {
    for round in 0..ROUNDS {
        let value = sample(resource, model, round);
        assert_eq!(from_value::<T>(value.clone()).unwrap(), expected(&value), "{value}");
        let error = from_value::<T>(with_unknown_field(&value)).unwrap_err().to_string();
        assert!(error.contains("fieldOfTheFuture"), "{error}");
    }
}

#[test]
fn what_a_get_answers_can_be_put_back_whole() {
    whole("/vps", "services.Service", |infos| ServiceInfosUpdate {
        renew: from_value::<Option<RenewType>>(infos["renew"].clone()).unwrap().map(Into::into),
    });
    whole("/me", "nichandle.NicAutorenewInfos", |chosen| AutoRenewUpdate {
        active: chosen["active"].as_bool().unwrap(),
        renew_day: 12345,
    });
    whole("/me", "me.payment.PaymentMethod", |method| PaymentMethodUpdate {
        default: method["default"].as_bool(),
        description: method["description"].as_str().map(str::to_owned),
    });
    for model in ["BankAccount", "CreditCard", "Deferred", "Paypal"] {
        whole("/me", &format!("me.paymentMean.{model}"), |mean| PaymentMeanUpdate {
            description: mean["description"].as_str().map(str::to_owned),
        });
    }
    whole("/me", "nichandle.Nichandle", |account| {
        let mut writable = account.clone();
        let fields = writable.as_object_mut().unwrap();
        for name in ["currency", "customerCode", "email", "kycValidated", "nichandle"] {
            fields.remove(name).unwrap();
        }
        for name in ["ovhCompany", "ovhSubsidiary", "state"] {
            fields.remove(name).unwrap();
        }
        let update: NichandleUpdate = from_value(writable.clone()).unwrap();
        let written = to_value(&update).unwrap();
        for (name, value) in writable.as_object().unwrap() {
            assert_eq!(written.get(name).unwrap_or(&Value::Null), value, "{name}");
        }
        update
    });
    whole("/me", "oauth2.client", |client| OAuth2ClientUpdate {
        callback_urls: from_value(client["callbackUrls"].clone()).unwrap(),
        description: client["description"].as_str().map(str::to_owned),
        name: client["name"].as_str().map(str::to_owned),
    });
    whole("/me", "auth.ApiCredential", |credential| CredentialUpdate {
        allowed_ips: Some(from_value(credential["allowedIPs"].clone()).unwrap()),
    });
    whole("/me", "billing.OvhAccount", |account| OvhAccountUpdate {
        alert_threshold: account["alertThreshold"].as_i64(),
    });
    whole("/me", "billing.FidelityAccount", |account| FidelityAccountUpdate {
        alert_threshold: account["alertThreshold"].as_i64(),
    });
    let renew = RenewTypeUpdate { period: Some(12), ..RenewTypeUpdate::default() };
    let update = ServiceInfosUpdate { renew: Some(renew) };
    assert_eq!(to_value(update).unwrap(), json!({"renew": {"period": 12}}));
}

#[test]
fn a_renewal_is_an_object_and_nothing_else() {
    let read = |value: Value| {
        let update = from_value::<ServiceInfosUpdate>(json!({ "renew": value }));
        update.map(|update| update.renew).map_err(|error| error.to_string())
    };
    assert_eq!(read(json!(null)), Ok(None));
    assert_eq!(read(json!({})), Ok(Some(RenewTypeUpdate::default())));
    assert_eq!(from_value::<ServiceInfosUpdate>(json!({})).unwrap().renew, None);
    for (wrong, found) in [
        (json!("{\"automatic\": true}"), "string \"{\\\"automatic\\\": true}\""),
        (json!([true, false, false, false, 1]), "sequence"),
        (json!(true), "boolean `true`"),
    ] {
        let expected = format!("invalid type: {found}, expected a JSON object");
        assert_eq!(read(wrong).unwrap_err(), expected);
    }
    assert!(read(json!({"automatik": true})).unwrap_err().contains("`automatik`"));
    let update = from_value::<ServicesUpdate>(json!({"renew": ["manual", "P1M"]}));
    assert!(update.unwrap_err().to_string().contains("expected a JSON object"));
}

#[test]
fn request_bodies_of_real_clients_are_read() {
    let renew = |text: &str| serde_json::from_str::<RenewRequest>(text);
    let seed = renew(r#"{"dryRun":false,"duration":"P1Y","services":[67890,12345]}"#).unwrap();
    assert_eq!((seed.dry_run, seed.services), (Some(false), vec![67890, 12345]));
    let manager = renew(r#"{"dryRun":true,"duration":"P1M","services":[]}"#).unwrap();
    assert_eq!((manager.dry_run, manager.services), (Some(true), vec![]));
    assert!(renew(r#"{"dryRun":null,"duration":"P1M","services":[1]}"#).is_ok());
    let error = |text| renew(text).unwrap_err().to_string();
    assert!(error("{}").starts_with("missing field `duration`"));
    assert!(error(r#"{"dryrun":true,"duration":"P1M","services":[]}"#).contains("`dryrun`"));
    assert!(error(r#"{"duration":"1 month","services":[]}"#).starts_with("not a duration"));

    let python =
        r#"{"accessRules":[{"method":"GET","path":"/*"}],"allowedIPs":null,"redirection":null}"#;
    let credential: CredentialRequest = serde_json::from_str(python).unwrap();
    assert_eq!(credential.access_rules[0].method, HttpMethod::Get);

    let pay = r#"{"paymentMean":"paypal","paymentMeanId":1234}"#;
    let pay: PayWithRegisteredPaymentMean = serde_json::from_str(pay).unwrap();
    assert_eq!(pay.payment_mean.modern(), ReusablePaymentMean::Paypal);
}

#[test]
fn a_token_is_not_shown() {
    let token = json!({"token": "secret"});
    let product = from_value::<ConfirmTermination>(token.clone()).unwrap();
    let service = from_value::<ConfirmServiceTermination>(token).unwrap();
    let shown = format!("{product:?} {service:?}");
    assert!(shown.contains("reason") && !shown.contains("secret"), "{shown}");
}

#[test]
fn what_tells_a_method_from_others_is_not_shown() {
    let secret = "4242424242424242";
    let shown = [
        format!("{:?}", Challenge { challenge: secret.to_owned() }),
        format!(
            "{:?}",
            PaymentMethodDetails { details: Some(secret.to_owned()), transaction_id: None }
        ),
        format!(
            "{:?}",
            BankAccountCreation {
                bic: secret.to_owned(),
                description: None,
                iban: secret.to_owned(),
                owner_address: secret.to_owned(),
                owner_name: secret.to_owned(),
                set_default: None,
            }
        ),
    ];
    assert!(shown.iter().all(|shown| !shown.contains(secret)), "{shown:?}");
}

#[test]
fn a_consumer_key_is_not_shown() {
    let credential: PendingCredential = from_value(json!({
        "consumerKey": "secret", "state": "pendingValidation", "validationUrl": "https://secret",
    }))
    .unwrap();
    assert_eq!(format!("{credential:?}"), "PendingCredential { state: PendingValidation, .. }");
}
