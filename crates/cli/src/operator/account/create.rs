//! `perennial account create`.

use perennial_core::account::{CountryCode, Profile, Subsidiary};
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{Currency, TaxRate};
use perennial_engine::NewAccount;
use serde_json::json;

use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, profile};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
Example:
  perennial account create ab12345-ovh --email alice@example.com --country FR \\
      --currency EUR --subsidiary FR";

/// What `account create` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct CreateArgs {
    /// The name it is known by, such as ab12345-ovh. It never changes
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    /// Where notices go
    #[arg(long, value_parser = profile::email)]
    email: Name,
    /// Two letters (ISO 3166), such as FR
    #[arg(long, value_parser = CountryCode::parse)]
    country: CountryCode,
    /// What it is billed in, such as EUR. It never changes
    #[arg(long, value_parser = profile::currency)]
    currency: Currency,
    /// The tax on its bills in percent, such as 20 or 25.5; what the tax rules say if it is not given
    #[arg(long, value_parser = TaxRate::parse, value_name = "PERCENT")]
    tax_rate: Option<TaxRate>,
    /// The seller's subsidiary that bills it, which is also the series of its bills, such as FR
    #[arg(long, value_parser = Subsidiary::parse)]
    subsidiary: Subsidiary,
    /// The language of its documents
    #[arg(long, value_parser = profile::language, default_value = profile::LANGUAGE)]
    language: Name,
    /// administration, association, corporation, individual, personalcorporation or other
    #[arg(long, value_parser = profile::legal_form, default_value = profile::LEGAL_FORM)]
    legal_form: Name,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Who the customer is.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Customer")]
struct PersonArgs {
    /// First name
    #[arg(long, value_parser = profile::name, value_name = "NAME")]
    first_name: Option<Name>,
    /// Family name
    #[arg(long, value_parser = profile::name, value_name = "NAME")]
    last_name: Option<Name>,
    /// Company or association
    #[arg(long, value_parser = profile::name, value_name = "NAME")]
    organisation: Option<Name>,
    /// Street and number
    #[arg(long, value_parser = profile::name)]
    address: Option<Name>,
    /// Postal code
    #[arg(long, value_parser = profile::name)]
    zip: Option<Name>,
    /// City
    #[arg(long, value_parser = profile::name)]
    city: Option<Name>,
    /// Telephone number
    #[arg(long, value_parser = profile::name)]
    phone: Option<Name>,
    /// Number for value-added tax
    #[arg(long, value_parser = profile::name, value_name = "NUMBER")]
    vat: Option<Name>,
}

impl CreateArgs {
    fn into_new(self) -> (NewAccount, DatabaseArgs) {
        let Self { nichandle, email, country, currency, tax_rate, subsidiary, .. } = self;
        let tax = tax_rate.map_or(AccountTax::ByRules, AccountTax::Agreed);
        let PersonArgs { first_name, last_name, organisation, address, zip, city, phone, vat } =
            self.person;
        let profile = Profile {
            email,
            country,
            language: self.language,
            legal_form: self.legal_form,
            first_name,
            last_name,
            organisation,
            address,
            zip,
            city,
            phone,
            vat,
        };
        {
            let autorenew = None;
            (NewAccount { nichandle, currency, tax, subsidiary, profile, autorenew }, self.database)
        }
    }
}

pub(super) fn run(args: CreateArgs, output: &Output) -> Result<(), Failure> {
    let (new, database) = args.into_new();
    block_on(async {
        let engine = database.open().await?;
        let account = engine.create_account(&engine.ids().query(), &new).await;
        let account = account.map_err(|error| find::failure(&error))?;
        output.text(format!("{GREEN}made:{GREEN:#} account {}", account.nichandle));
        output.json(&json!({
            "nichandle": account.nichandle.as_str(),
            "accountId": account.id.get(),
        }));
        Ok(())
    })
}
