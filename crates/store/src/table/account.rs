//! `account` and `nichandle`: customers, read together with where their journals stand.

use perennial_core::account::{
    Account, Alerts, AutoRenew, CountryCode, Profile, Subsidiary, Threshold,
};
use perennial_core::calendar::RenewDay;
use perennial_core::journal::{Head, Sealed};
use perennial_core::means::Balances;
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{AccountId, Currency, TaxRate};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! account_columns {
    () => {
        "account_id, nichandle, currency, tax_basis_points, subsidiary, created_at, email, \
         country, language, legal_form, first_name, last_name, organisation, address, zip, city, phone, vat, \
         prepaid, fidelity, renew_day, renew_day_active, tax_by_rules, prepaid_alert, points_alert"
    };
}
pub(crate) use account_columns;

pub(crate) static GET: Sql = Sql::new(concat!(
    "SELECT ",
    account_columns!(),
    ", head.version, head.hash FROM \
     (SELECT account_id AS owner, version, hash FROM journal WHERE account_id = $1 ORDER BY version DESC LIMIT 1) \
     AS head JOIN account ON account_id = owner"
));
static LIST: Sql =
    Sql::new("SELECT account_id FROM account WHERE account_id > $1 ORDER BY account_id LIMIT $2");
static PAGE: Sql = Sql::new(concat!(
    "SELECT ",
    account_columns!(),
    ", (SELECT COUNT(*) FROM service WHERE service.account_id = account.account_id) AS services \
     FROM account WHERE account_id > $1 ORDER BY account_id LIMIT $2"
));
static BY_NICHANDLE: Sql = Sql::new("SELECT account_id FROM nichandle WHERE nichandle = $1");
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO account (",
    account_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
     $22, $23, $24, $25)"
));
static INSERT_NICHANDLE: Sql =
    Sql::new("INSERT INTO nichandle (nichandle, account_id) VALUES ($1, $2)");

static SET_BALANCES: Sql =
    Sql::new("UPDATE account SET prepaid = $2, fidelity = $3 WHERE account_id = $1");
static SET_ALERTS: Sql =
    Sql::new("UPDATE account SET prepaid_alert = $2, points_alert = $3 WHERE account_id = $1");
static SET_PROFILE: Sql = Sql::new(
    "UPDATE account SET email = $2, country = $3, language = $4, legal_form = $5, first_name = $6, last_name = $7, \
     organisation = $8, address = $9, zip = $10, city = $11, phone = $12, vat = $13 WHERE account_id = $1",
);
static SET_AUTORENEW: Sql =
    Sql::new("UPDATE account SET renew_day = $2, renew_day_active = $3 WHERE account_id = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &LIST,
    &PAGE,
    &BY_NICHANDLE,
    &INSERT,
    &INSERT_NICHANDLE,
    &SET_BALANCES,
    &SET_PROFILE,
    &SET_AUTORENEW,
    &SET_ALERTS,
];

/// An account with what changes about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAccount {
    /// The account.
    pub account: Account,
    /// Where its journal stands.
    pub head: Head,
    /// What it holds with us.
    pub balances: Balances,
}

/// An account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAccount {
    /// The account.
    pub account: Account,
    /// What it holds with us.
    pub balances: Balances,
    /// How many services it has, deleted ones included.
    pub services: i64,
}

pub(crate) fn get(account: AccountId) -> Query {
    Query::new(&GET, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<StoredAccount, StoreError> {
    let mut row = Reader::new("account", row);
    let (account, balances) = read_columns(&mut row)?;
    let head = Head { account: account.id, version: row.int("version")?, hash: row.hash("hash")? };
    Ok(StoredAccount { account, head, balances })
}

fn read_listed(row: Row) -> Result<ListedAccount, StoreError> {
    let mut row = Reader::new("account", row);
    let (account, balances) = read_columns(&mut row)?;
    Ok(ListedAccount { account, balances, services: row.int("services")? })
}

fn read_columns(row: &mut Reader) -> Result<(Account, Balances), StoreError> {
    let id: AccountId = row.id("account_id")?;
    let nichandle = row.name("nichandle")?;
    let currency = row.currency("currency")?;
    let agreed = u32::try_from(row.int("tax_basis_points")?).unwrap_or(u32::MAX);
    let agreed = row.valid("tax_basis_points", TaxRate::from_basis_points(agreed))?;
    let subsidiary = row.parsed("subsidiary", Subsidiary::parse)?;
    let created_at = row.instant("created_at")?;
    let profile = Profile {
        email: row.name("email")?,
        country: row.parsed("country", CountryCode::parse)?,
        language: row.name("language")?,
        legal_form: row.name("legal_form")?,
        first_name: row.opt_name("first_name")?,
        last_name: row.opt_name("last_name")?,
        organisation: row.opt_name("organisation")?,
        address: row.opt_name("address")?,
        zip: row.opt_name("zip")?,
        city: row.opt_name("city")?,
        phone: row.opt_name("phone")?,
        vat: row.opt_name("vat")?,
    };
    let prepaid = row.money("prepaid", currency)?;
    let balances = Balances { prepaid, fidelity: row.money("fidelity", Currency::Points)? };
    let autorenew = read_autorenew(row)?;
    let by_rules = row.opt_int("tax_by_rules")?.is_some();
    let tax = if by_rules { AccountTax::ByRules } else { AccountTax::Agreed(agreed) };
    let alerts = Alerts {
        prepaid: read_alert(row, "prepaid_alert")?,
        points: read_alert(row, "points_alert")?,
    };
    let account = Account {
        id,
        nichandle,
        currency,
        tax,
        subsidiary,
        created_at,
        autorenew,
        alerts,
        profile,
    };
    Ok((account, balances))
}

fn read_autorenew(row: &mut Reader) -> Result<Option<AutoRenew>, StoreError> {
    let renew_day = row.opt_int("renew_day")?.map(RenewDay::try_new).transpose();
    let renew_day = row.valid("renew_day", renew_day)?;
    let active = row.opt_int("renew_day_active")? == Some(1);
    Ok(renew_day.map(|renew_day| AutoRenew { active, renew_day }))
}

fn read_alert(row: &mut Reader, name: &'static str) -> Result<Option<Threshold>, StoreError> {
    let units = row.opt_int(name)?.map(Threshold::try_new).transpose();
    row.valid(name, units)
}

/// The thresholds of an account, as its columns have them.
fn alerts(alerts: Alerts) -> [Value; 2] {
    [alerts.prepaid, alerts.points].map(|one| Value::Int(one.map(Threshold::units)))
}

/// What an account has chosen, as its columns have it.
fn autorenew(chosen: Option<AutoRenew>) -> [Value; 2] {
    [
        chosen.map(|chosen| i64::from(chosen.renew_day.get())).into(),
        chosen.map(|chosen| i64::from(chosen.active)).into(),
    ]
}

impl Store {
    /// An account, with where its journal stands and what it holds.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn account(&self, account: AccountId) -> Result<Option<StoredAccount>, StoreError> {
        first(self.read_one(get(account)).await?, read)
    }

    /// The account with a name.
    ///
    /// # Errors
    ///
    /// As [`Store::account`].
    pub async fn account_by_nichandle(&self, name: &Name) -> Result<Option<AccountId>, StoreError> {
        let rows = self.read_one(Query::new(&BY_NICHANDLE, [name.into()])).await?;
        first(rows, |row| Reader::new("nichandle", row).id("account_id"))
    }

    /// Ids of accounts after a given one, in order; the first ones when none is given.
    ///
    /// # Errors
    ///
    /// As [`Store::account`].
    pub async fn accounts_after(
        &self,
        after: Option<AccountId>,
        count: i64,
    ) -> Result<Vec<AccountId>, StoreError> {
        let after = after.map_or(0, AccountId::get);
        let rows = self.db.scan(Query::new(&LIST, [after.into(), count.into()])).await?;
        all(rows, |row| Reader::new("account", row).id("account_id"))
    }

    /// The same, with what a list shows of each.
    ///
    /// # Errors
    ///
    /// As [`Store::account`].
    pub async fn listed_accounts_after(
        &self,
        after: Option<AccountId>,
        count: i64,
    ) -> Result<Vec<ListedAccount>, StoreError> {
        let after = after.map_or(0, AccountId::get);
        all(self.db.scan(Query::new(&PAGE, [after.into(), count.into()])).await?, read_listed)
    }
}

impl WriteSet {
    /// The write set that makes an account, with its first journal entry.
    #[must_use]
    pub fn new_account(account: &Account, balances: &Balances, entry: &Sealed) -> Self {
        let mut set = Self::without_account();
        let profile = &account.profile;
        let [renew_day, renew_day_active] = autorenew(account.autorenew);
        let agreed = match account.tax {
            AccountTax::Agreed(rate) => Some(rate),
            AccountTax::ByRules => None,
        };
        let [prepaid_alert, points_alert] = alerts(account.alerts);
        set.insert(
            &INSERT,
            [
                account.id.get().into(),
                (&account.nichandle).into(),
                codec::currency(account.currency),
                i64::from(agreed.map_or(0, TaxRate::basis_points)).into(),
                account.subsidiary.as_str().into(),
                codec::instant(account.created_at),
                (&profile.email).into(),
                profile.country.to_string().into(),
                (&profile.language).into(),
                (&profile.legal_form).into(),
                (&profile.first_name).into(),
                (&profile.last_name).into(),
                (&profile.organisation).into(),
                (&profile.address).into(),
                (&profile.zip).into(),
                (&profile.city).into(),
                (&profile.phone).into(),
                (&profile.vat).into(),
                codec::money(balances.prepaid),
                codec::money(balances.fidelity),
                renew_day,
                renew_day_active,
                agreed.is_none().then_some(1_i64).into(),
                prepaid_alert,
                points_alert,
            ],
        );
        set.insert(&INSERT_NICHANDLE, [(&account.nichandle).into(), account.id.get().into()]);
        super::journal::insert(&mut set, entry);
        set
    }

    /// Stores who the customer is.
    pub fn set_profile(&mut self, account: AccountId, profile: &Profile) {
        self.update(
            &SET_PROFILE,
            [
                account.get().into(),
                (&profile.email).into(),
                profile.country.to_string().into(),
                (&profile.language).into(),
                (&profile.legal_form).into(),
                (&profile.first_name).into(),
                (&profile.last_name).into(),
                (&profile.organisation).into(),
                (&profile.address).into(),
                (&profile.zip).into(),
                (&profile.city).into(),
                (&profile.phone).into(),
                (&profile.vat).into(),
            ],
        );
    }

    /// Stores what an account has chosen about automatic renewal.
    pub fn set_autorenew(&mut self, account: AccountId, chosen: AutoRenew) {
        let [renew_day, active] = autorenew(Some(chosen));
        self.update(&SET_AUTORENEW, [account.get().into(), renew_day, active]);
    }

    /// Stores below which balances an account wants to be told.
    pub fn set_alerts(&mut self, account: AccountId, chosen: Alerts) {
        let [prepaid, points] = alerts(chosen);
        self.update(&SET_ALERTS, [account.get().into(), prepaid, points]);
    }

    /// Stores what an account holds.
    pub fn set_balances(&mut self, account: AccountId, balances: &Balances) {
        let (prepaid, fidelity) = (codec::money(balances.prepaid), codec::money(balances.fidelity));
        self.update(&SET_BALANCES, [account.get().into(), prepaid, fidelity]);
    }
}
