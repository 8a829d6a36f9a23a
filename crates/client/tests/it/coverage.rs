//! Every operation of the catalogue has a typed call, which asks for what the catalogue says and reads its answer.

use perennial_api::catalogue::{LINES, Location, Operation, operations};
use perennial_api::model::{
    AccessRuleRequest, ArchiveType, AutoRenewUpdate, BankAccountCreation, BankAccountState,
    CallbackUrl, ChangeContact, ConfirmServiceTermination, ConfirmTermination, ContactChangeStatus,
    CredentialRequest, CredentialState, CredentialUpdate, CreditBalanceType, DedicatedServerUpdate,
    DomainUpdate, EndStrategy, EngagementFlushRequest, ExportRequest, FidelityAccountUpdate,
    FormAnswer, FormAnswers, HttpMethod, NichandleUpdate, OAuth2ClientRequest, OAuth2ClientUpdate,
    OAuth2Flow, OvhAccountUpdate, PayWithRegisteredPaymentMean, PaymentMeanCreation,
    PaymentMeanUpdate, PaymentMethodCreation, PaymentMethodDetails, PaymentMethodFinalize,
    PaymentMethodStatus, PaymentMethodUpdate, RenewRequest, RenewTypeUpdate, RetractionReason,
    RetractionRequest, RetrieveMoneyRequest, ReusablePaymentMean, ServiceInfosUpdate,
    ServicesUpdate, TagFilter, TerminationFutureUse, TerminationReason, TransactionStatus,
    TransferLock, VpsUpdate, WebHostingUpdate,
};
use perennial_client::{
    BillFilter, Client, ContactChangeFilter, CredentialFilter, DateRange, Error, PaperFilter,
    PaymentMethodFilter, ServiceFilter,
};
use serde_json::{Map, Value};

use crate::sample;
use crate::stub::{Reply, Seen, Stub, json};

/// The operation that a request asks for. A constant segment goes before a variable, as for the server.
fn operation(seen: &Seen) -> Option<&'static Operation> {
    let path = seen.target.strip_prefix("/1.0")?.split('?').next()?;
    let fits = |operation: &&Operation| {
        let (template, path) = (operation.path.split('/'), path.split('/'));
        operation.method.as_str() == seen.method
            && template.clone().count() == path.clone().count()
            && template.zip(path).all(|(t, p)| t == p || t.starts_with('{'))
    };
    operations().filter(fits).min_by_key(|operation| operation.path.matches('{').count())
}

fn answer(seen: &Seen) -> Reply {
    match operation(seen) {
        Some(found) => json(200, &sample::value(found.resource.path, found.response).to_string()),
        None => json(404, "{}"),
    }
}

/// Makes every typed call once.
async fn call_everything(client: &Client) -> Result<(), Error> {
    let rule = AccessRuleRequest { method: HttpMethod::Get, path: "/*".to_owned() };
    let rights = CredentialRequest {
        access_rules: vec![rule],
        allowed_ips: Some(vec!["192.0.2.0/24".to_owned()]),
        redirection: Some("https://example.com".to_owned()),
    };
    client.time().await?;
    client.request_credential(&rights).await?;
    client.current_credential().await?;
    client.details().await?;
    client.logout().await?;
    client.me().await?;
    let zip = Some("00100".to_owned());
    client.change_me(&NichandleUpdate { zip, ..NichandleUpdate::default() }).await?;
    call_access(client).await?;
    for line in LINES {
        let filter = vec![TagFilter { operator: None, value: "prod".to_owned() }];
        let tags = [("env".to_owned(), filter)].into();
        match line.path {
            "domain" => client.domains_owned_by("aa1-ovh", &tags).await?,
            _ => client.tagged_products(line, &tags).await?,
        };
        client.service_infos(line, "a name").await?;
        let renew = RenewTypeUpdate { automatic: Some(true), ..RenewTypeUpdate::default() };
        let update = ServiceInfosUpdate { renew: Some(renew) };
        client.change_service_infos(line, "a name", &update).await?;
        let wanted = ChangeContact {
            contact_admin: Some("a".to_owned()),
            contact_billing: Some("b".to_owned()),
            contact_tech: Some("c".to_owned()),
        };
        client.change_contacts(line, "a name", &wanted).await?;
        if line.termination.is_some() {
            client.terminate_product(line, "a name").await?;
            let confirmation = ConfirmTermination {
                commentary: Some("too slow".to_owned()),
                future_use: Some(TerminationFutureUse::NotReplacing),
                reason: Some(TerminationReason::NotNeeded),
                token: "token".to_owned(),
            };
            client.confirm_product_termination(line, "a name", &confirmation).await?;
        }
    }
    call_items(client).await?;
    client.services().await?;
    client.service(1).await?;
    client.rename_service(1, "name").await?;
    client.suspend_service(1).await?;
    client.reopen_service(1).await?;
    client.terminate_suspended_service(1).await?;
    client.strategies(1, true).await?;
    let duration = "P1Y".parse().unwrap();
    client.renew(1, &RenewRequest { dry_run: Some(true), duration, services: vec![1] }).await?;
    call_renewal(client).await?;
    call_orders(client).await?;
    call_balances(client).await?;
    call_debts(client).await?;
    call_bills_and_means(client).await
}

async fn call_access(client: &Client) -> Result<(), Error> {
    client.applications().await?;
    client.application(1).await?;
    client.remove_application(1).await?;
    let status = Some(CredentialState::Validated);
    client.credentials(&CredentialFilter { application_id: Some(1), status }).await?;
    client.credential(1).await?;
    let allowed_ips = Some(Some(vec!["192.0.2.0/24".to_owned()]));
    client.change_credential(1, &CredentialUpdate { allowed_ips }).await?;
    client.end_credential(1).await?;
    client.application_of_credential(1).await?;
    client.api_logs().await?;
    client.api_log(1).await?;
    client.api_logs_of_services().await?;
    client.api_log_of_services(1).await?;
    client.oauth2_clients().await?;
    let request = OAuth2ClientRequest {
        callback_urls: Some(vec!["https://shop.example/".to_owned()]),
        description: "bills".to_owned(),
        flow: OAuth2Flow::ClientCredentials,
        name: "Billing".to_owned(),
    };
    client.create_oauth2_client(&request).await?;
    client.oauth2_client("0a").await?;
    let name = Some("Other".to_owned());
    let update = OAuth2ClientUpdate { name, ..OAuth2ClientUpdate::default() };
    client.change_oauth2_client("0a", &update).await?;
    client.delete_oauth2_client("0a").await
}

async fn call_debts(client: &Client) -> Result<(), Error> {
    client.credit_balances(Some(&CreditBalanceType::Voucher)).await?;
    client.credit_balance("a name").await?;
    client.credit_movements("a name").await?;
    client.credit_movement("a name", 1).await?;
    client.order_follow_up(1).await?;
    client.order_item(1, 2).await?;
    client.debt_account().await?;
    client.order_all_debts().await?;
    client.debts().await?;
    client.debt(1).await?;
    client.order_debt(1).await?;
    client.debt_operations(1, Some(2)).await?;
    client.debt_operation(1, 2).await?;
    client.debt_operation_object(1, 2).await?;
    client.debt_of_order(1).await?;
    client.order_debt_of_order(1).await?;
    client.debt_of_bill("FR1").await?;
    client.debt_operations_of_bill("FR1", Some(2)).await?;
    client.order_debt_of_bill("FR1").await?;
    Ok(())
}

async fn call_items(client: &Client) -> Result<(), Error> {
    client.vps("a name").await?;
    client
        .change_vps("a name", &VpsUpdate { sla_monitoring: Some(true), ..VpsUpdate::default() })
        .await?;
    client.vps_datacenter("a name").await?;
    client.vps_ips("a name").await?;
    client.vps_status("a name").await?;
    client.domain("a name").await?;
    let transfer_lock_status = Some(TransferLock::Locked);
    let update = DomainUpdate { transfer_lock_status, ..DomainUpdate::default() };
    client.change_domain("a name", &update).await?;
    client.web_hosting("a name").await?;
    let update = WebHostingUpdate { display_name: Some("Mine".to_owned()) };
    client.change_web_hosting("a name", &update).await?;
    client.dedicated_server("a name").await?;
    let update = DedicatedServerUpdate { monitoring: Some(true), ..Default::default() };
    client.change_dedicated_server("a name", &update).await?;
    client.dedicated_server_ips("a name").await?;
    client.dedicated_server_network("a name").await?;
    client.dedicated_server_tasks("a name").await?;
    client.dedicated_server_interfaces("a name").await?;
    Ok(())
}

async fn call_renewal(client: &Client) -> Result<(), Error> {
    let filter = ServiceFilter {
        order_by: Some("billing.expirationDate".to_owned()),
        resource_name: Some("vps112233.ovh.net".to_owned()),
        routes: vec!["/vps/{serviceName}".to_owned(), "/domain/{serviceName}".to_owned()],
        descending: true,
    };
    client.find_services(&filter).await?;
    client.expanded_service(1).await?;
    client.update_service(1, &ServicesUpdate::default()).await?;
    client.renew_periods(1).await?;
    client.engagement(1).await?;
    client.set_end_rule(1, &EndStrategy::CancelService).await?;
    client.available_engagements(1).await?;
    client.engagement_request(1).await?;
    client.request_engagement(1, "degressive12").await?;
    client.withdraw_engagement_request(1).await?;
    client.flush_engagement(1, &EngagementFlushRequest::default()).await?;
    client.service_options(1).await?;
    client.technical_details(1).await?;
    client.service_forms(1).await?;
    client.service_form(1, "termination").await?;
    let answer = FormAnswer { question: "reason".to_owned(), value: "OTHER".to_owned() };
    client.answer_service_form(1, "termination", &FormAnswers { answers: vec![answer] }).await?;
    client.terminate_service(1).await?;
    client.confirm_service_termination(1, &ConfirmServiceTermination::default()).await?;
    client.delete_service(1).await?;
    client.autorenew().await?;
    client.start_autorenew(15).await?;
    client.change_autorenew(&AutoRenewUpdate { active: true, renew_day: 15 }).await?;
    client.forecast(Some(6)).await?;
    client.automatic_payment_means().await?;
    let filter = ContactChangeFilter {
        asking_account: Some("a".to_owned()),
        state: Some(ContactChangeStatus::Done),
        to_account: Some("b".to_owned()),
    };
    client.contact_changes(&filter).await?;
    client.contact_change(1).await?;
    client.accept_contact_change(1, "token").await?;
    client.refuse_contact_change(1, "token").await?;
    client.resend_contact_change(1).await?;
    client.emails().await?;
    client.email(1).await.map(|_| ())
}

async fn call_orders(client: &Client) -> Result<(), Error> {
    let now = "2018-05-15T15:49:06+02:00".parse().unwrap();
    client.orders(DateRange { from: Some(now), to: Some(now) }).await?;
    client.order(1).await?;
    client.order_status(1).await?;
    client.order_details(1).await?;
    client.order_detail(1, 2).await?;
    client.order_associated_object(1).await?;
    client.order_payment(1).await?;
    client.order_payment_methods(1).await?;
    client.order_accepted_means(1).await?;
    let export = ExportRequest {
        archive_type: ArchiveType::Zip,
        end_date: Some("2027-05-15T15:49:06+02:00".parse().unwrap()),
        ids: Some(vec!["FR00000001".to_owned()]),
        start_date: Some("2026-05-15T15:49:06+02:00".parse().unwrap()),
    };
    client.export_bills(&export).await?;
    client.export_refunds(&export).await?;
    client.order_payment_means(1).await?;
    let comment = Some("too slow".to_owned());
    let request = RetractionRequest { comment, reason: RetractionReason::Performance };
    client.retract_order(1, &request).await?;
    client.waive_retraction(1).await?;
    let payment_mean = ReusablePaymentMean::OldPaypal;
    let mean = PayWithRegisteredPaymentMean { payment_mean, payment_mean_id: Some(1234) };
    client.pay_with_registered_mean(1, &mean).await?;
    client.pay(1, 1234).await
}

async fn call_balances(client: &Client) -> Result<(), Error> {
    let now = "2018-05-15T15:49:06+02:00".parse().unwrap();
    let range = DateRange { from: Some(now), to: Some(now) };
    let filter = PaperFilter { range, order_id: Some(1) };
    client.ovh_accounts().await?;
    client.ovh_account("FR").await?;
    client.update_ovh_account("FR", &OvhAccountUpdate { alert_threshold: Some(5) }).await?;
    client.order_prepaid_credit("FR", 10).await?;
    client.movements("FR", range).await?;
    client.movement("FR", 1).await?;
    let request = RetrieveMoneyRequest { amount: 1, bank_account_id: 3333 };
    client.retrieve_money("FR", &request).await?;
    client.deposits(filter).await?;
    client.deposit("D1").await?;
    client.deposit_details("D1").await?;
    client.deposit_detail("D1", "1").await?;
    client.deposit_paid_bills("D1").await?;
    client.deposit_payment("D1").await?;
    client.withdrawals(filter).await?;
    client.withdrawal("W1").await?;
    client.withdrawal_details("W1").await?;
    client.withdrawal_detail("W1", "1").await?;
    client.withdrawal_payment("W1").await?;
    client.fidelity_account().await?;
    let update = FidelityAccountUpdate { alert_threshold: Some(5) };
    client.update_fidelity_account(&update).await?;
    client.order_points(100).await?;
    client.fidelity_movements(range).await?;
    client.fidelity_movement(1).await.map(|_| ())
}

async fn call_bills_and_means(client: &Client) -> Result<(), Error> {
    let now = "2018-05-15T15:49:06+02:00".parse().unwrap();
    let range = DateRange { from: Some(now), to: Some(now) };
    let filter = BillFilter { range, category: Some("autorenew".into()), order_id: Some(1) };
    client.bills(&filter).await?;
    client.bill("FR1").await?;
    client.bill_details("FR1").await?;
    client.bill_detail("FR1", "1").await?;
    client.bill_payment("FR1").await?;
    client.refunds(PaperFilter { range, order_id: Some(1) }).await?;
    client.refund("CN-FR1").await?;
    client.refund_details("CN-FR1").await?;
    client.refund_detail("CN-FR1", "1").await?;
    client.refund_payment("CN-FR1").await?;
    let filter = PaymentMethodFilter {
        default: Some(true),
        payment_type: Some("PAYPAL".to_owned()),
        status: Some(PaymentMethodStatus::Valid),
    };
    client.payment_methods(&filter).await?;
    client.payment_method(1).await?;
    let update = PaymentMethodUpdate { default: Some(true), description: None };
    client.update_payment_method(1, &update).await?;
    client.bank_accounts(Some(&BankAccountState::Valid)).await?;
    client.bank_account(1).await?;
    client.choose_default_bank_account(1).await?;
    client.credit_cards().await?;
    client.credit_card(1).await?;
    client.choose_default_credit_card(1).await?;
    client.deferred_payment_accounts().await?;
    client.deferred_payment_account(1).await?;
    client.choose_default_deferred_payment_account(1).await?;
    client.paypals().await?;
    client.paypal(1).await?;
    client.choose_default_paypal(1).await?;
    call_registration(client).await
}

async fn call_registration(client: &Client) -> Result<(), Error> {
    client.available_payment_methods().await?;
    let page = || "https://example.com".to_owned();
    let callback_url = CallbackUrl {
        cancel: page(),
        error: page(),
        failure: page(),
        pending: page(),
        success: page(),
    };
    let creation = PaymentMethodCreation {
        billing_contact_id: None,
        callback_url,
        default: Some(true),
        description: None,
        form_data: None,
        order_id: None,
        payment_sub_type: None,
        payment_type: "CREDIT_CARD".to_owned(),
        register: Some(true),
    };
    client.register_payment_method(&creation).await?;
    let details = PaymentMethodDetails { details: Some("a=b".to_owned()), transaction_id: None };
    client.give_payment_method_details(1, &details).await?;
    client.challenge_payment_method(1, "123456").await?;
    client.finalize_payment_method(1, &PaymentMethodFinalize::default()).await?;
    client.remove_payment_method(1).await?;
    client.transactions(Some(1), Some(&TransactionStatus::Success)).await?;
    client.transaction(1).await?;
    call_older_registration(client).await
}

async fn call_older_registration(client: &Client) -> Result<(), Error> {
    let account = BankAccountCreation {
        bic: "PSSTFRPP".to_owned(),
        description: None,
        iban: "FR1420041010050500013M02606".to_owned(),
        owner_address: "1 rue des Lilas".to_owned(),
        owner_name: "Alice Martin".to_owned(),
        set_default: Some(true),
    };
    client.register_bank_account(&account).await?;
    client.register_credit_card(&PaymentMeanCreation::default()).await?;
    client.register_paypal(&PaymentMeanCreation::default()).await?;
    let update = PaymentMeanUpdate { description: Some("Mine".to_owned()) };
    client.describe_deferred_payment_account(1, &update).await?;
    client.describe_bank_account(1, &update).await?;
    client.describe_credit_card(1, &update).await?;
    client.describe_paypal(1, &update).await?;
    client.challenge_bank_account(1, "123456").await?;
    client.challenge_credit_card(1, "123456").await?;
    client.challenge_paypal(1, "123456").await?;
    client.remove_bank_account(1).await?;
    client.remove_credit_card(1).await?;
    client.remove_paypal(1).await
}

/// The names of the parameters of one location.
fn names(operation: &Operation, location: Location) -> Vec<&'static str> {
    let of = operation.parameters.iter().filter(|parameter| parameter.location == location);
    of.filter_map(|parameter| parameter.name).collect()
}

fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable();
    names
}

/// Checks that a request has exactly the parameters of its operation: above, all optional ones are given.
fn check(seen: &Seen, operation: &Operation) {
    let line = seen.line();
    let query = seen.target.split_once('?').map_or("", |(_, query)| query);
    let sent = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0));
    assert_eq!(sorted(sent), sorted(names(operation, Location::Query)), "{line}");

    let wants_body = operation.parameters.iter().any(|p| p.location == Location::Body);
    assert_eq!(!seen.body.is_empty(), wants_body, "{line}");
    let fields = names(operation, Location::Body);
    if !fields.is_empty() {
        let body: Map<String, Value> = serde_json::from_slice(&seen.body).unwrap();
        assert_eq!(sorted(body.keys().map(String::as_str)), sorted(fields), "{line}");
    }
    let signed = seen.header("x-ovh-signature").is_some();
    assert_eq!(signed, operation.authentication, "{line}");
}

#[tokio::test]
async fn every_operation_has_a_typed_call_that_reads_its_answer() {
    let stub = Stub::start(|_, seen| answer(seen)).await;
    call_everything(&stub.client()).await.unwrap();
    let seen = stub.seen();
    for request in &seen {
        check(request, operation(request).unwrap());
    }
    for wanted in operations() {
        let called = seen.iter().any(|request| operation(request) == Some(wanted));
        assert!(called, "no typed call for {} {}", wanted.method, wanted.path);
    }
}
