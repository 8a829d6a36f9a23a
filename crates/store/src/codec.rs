//! Values of the domain to and from columns.
//!
//! Whatever a column holds is checked when it is read: a value that the domain's types cannot hold is reported
//! with its table and column, and goes no further.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::id::IdOutOfRange;
use perennial_core::text::Name;
use perennial_core::{Currency, Money};

use crate::db::{Column, Row, Value};
use crate::error::StoreError;

/// Reads the columns of a row in order, naming them for messages.
pub(crate) struct Reader {
    table: &'static str,
    row: Row,
}

impl Reader {
    pub(crate) const fn new(table: &'static str, row: Row) -> Self {
        Self { table, row }
    }

    const fn at(&self, name: &'static str) -> Column {
        Column { table: self.table, name }
    }

    /// The columns that are not read yet.
    pub(crate) fn into_rest(self) -> Row {
        self.row
    }

    pub(crate) fn opt_text(&mut self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.row.opt_text(self.at(name))
    }

    pub(crate) fn int(&mut self, name: &'static str) -> Result<i64, StoreError> {
        self.row.int(self.at(name))
    }

    pub(crate) fn opt_int(&mut self, name: &'static str) -> Result<Option<i64>, StoreError> {
        self.row.opt_int(self.at(name))
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Result<String, StoreError> {
        self.row.text(self.at(name))
    }

    pub(crate) fn bytes(&mut self, name: &'static str) -> Result<Vec<u8>, StoreError> {
        self.row.bytes(self.at(name))
    }

    pub(crate) fn opt_bytes(&mut self, name: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        self.row.opt_bytes(self.at(name))
    }

    pub(crate) fn opt_hash(&mut self, name: &'static str) -> Result<Option<[u8; 32]>, StoreError> {
        let at = self.at(name);
        let bytes = self.row.opt_bytes(at)?;
        let hash = |b: Vec<u8>| {
            b.try_into().map_err(|b: Vec<u8>| at.corrupt(format!("a hash of {} bytes", b.len())))
        };
        bytes.map(hash).transpose()
    }

    pub(crate) fn hash(&mut self, name: &'static str) -> Result<[u8; 32], StoreError> {
        let at = self.at(name);
        let bytes = self.row.bytes(at)?;
        bytes.try_into().map_err(|b: Vec<u8>| at.corrupt(format!("a hash of {} bytes", b.len())))
    }

    pub(crate) fn flag(&mut self, name: &'static str) -> Result<bool, StoreError> {
        match self.int(name)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.at(name).corrupt(format!("{other} is neither 0 nor 1"))),
        }
    }

    pub(crate) fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &mut self,
        name: &'static str,
    ) -> Result<T, StoreError> {
        let value = self.int(name)?;
        self.valid(name, T::try_from(value))
    }

    pub(crate) fn opt_id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, StoreError> {
        let value = self.opt_int(name)?;
        value.map(|value| self.valid(name, T::try_from(value))).transpose()
    }

    pub(crate) fn name(&mut self, name: &'static str) -> Result<Name, StoreError> {
        self.parsed(name, Name::parse)
    }

    pub(crate) fn opt_name(&mut self, name: &'static str) -> Result<Option<Name>, StoreError> {
        self.opt_parsed(name, Name::parse)
    }

    pub(crate) fn date(&mut self, name: &'static str) -> Result<Date, StoreError> {
        self.parsed(name, str::parse)
    }

    pub(crate) fn opt_date(&mut self, name: &'static str) -> Result<Option<Date>, StoreError> {
        self.opt_parsed(name, str::parse)
    }

    pub(crate) fn instant(&mut self, name: &'static str) -> Result<Timestamp, StoreError> {
        let value = self.int(name)?;
        self.valid(name, Timestamp::from_microsecond(value))
    }

    pub(crate) fn opt_instant(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Timestamp>, StoreError> {
        let value = self.opt_int(name)?;
        value.map(|value| self.valid(name, Timestamp::from_microsecond(value))).transpose()
    }

    pub(crate) fn currency(&mut self, name: &'static str) -> Result<Currency, StoreError> {
        self.parsed(name, Currency::parse)
    }

    pub(crate) fn money(
        &mut self,
        name: &'static str,
        currency: Currency,
    ) -> Result<Money, StoreError> {
        Ok(Money::from_ucents(self.int(name)?, currency))
    }

    /// A text that a function of the domain reads.
    pub(crate) fn parsed<T, E: Display>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, StoreError> {
        let text = self.text(name)?;
        self.valid(name, parse(&text))
    }

    pub(crate) fn opt_parsed<T, E: Display>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, StoreError> {
        let text = self.opt_text(name)?;
        text.map(|text| self.valid(name, parse(&text))).transpose()
    }

    /// A code of a closed set.
    pub(crate) fn code<T>(
        &mut self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let text = self.text(name)?;
        from_code(&text).ok_or_else(|| self.at(name).corrupt(format!("`{text}` is not known")))
    }

    pub(crate) fn opt_code<T>(
        &mut self,
        name: &'static str,
        from_code: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(text) = self.opt_text(name)? else { return Ok(None) };
        let value = from_code(&text);
        value.map(Some).ok_or_else(|| self.at(name).corrupt(format!("`{text}` is not known")))
    }

    /// Something that a constructor of the domain has checked.
    pub(crate) fn valid<T, E: Display>(
        &self,
        name: &'static str,
        value: Result<T, E>,
    ) -> Result<T, StoreError> {
        value.map_err(|error| self.at(name).corrupt(error))
    }

    /// Something that a state needs beside it.
    pub(crate) fn present<T>(&self, name: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.at(name).corrupt("its state needs a value"))
    }
}

/// Reads every row of an answer with a function of a table file.
pub(crate) fn all<T>(
    rows: Vec<Row>,
    read: impl FnMut(Row) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    rows.into_iter().map(read).collect()
}

/// Reads the only row of an answer, if there is one.
pub(crate) fn first<T>(
    rows: Vec<Row>,
    read: impl FnOnce(Row) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    rows.into_iter().next().map(read).transpose()
}

pub(crate) fn date(date: Date) -> Value {
    date.to_string().into()
}

pub(crate) fn opt_date(date: Option<Date>) -> Value {
    date.map(|date| date.to_string()).into()
}

pub(crate) fn instant(instant: Timestamp) -> Value {
    instant.as_microsecond().into()
}

pub(crate) fn opt_instant(instant: Option<Timestamp>) -> Value {
    instant.map(Timestamp::as_microsecond).into()
}

pub(crate) fn money(money: Money) -> Value {
    money.ucents().into()
}

pub(crate) fn currency(currency: Currency) -> Value {
    currency.code().into()
}
