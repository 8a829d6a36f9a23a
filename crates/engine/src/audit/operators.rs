//! Operators: their journal is unbroken, nobody is signed in who is none, and of their passwords there are hashes alone.

use perennial_core::operator::OperatorHead;
use perennial_store::StoreError;

use super::Report;
use crate::access::password::is_hash;
use crate::engine::Engine;
use crate::journal;
use crate::vault::Purpose;

/// Entries read at once, and sessions that are named.
const BATCH: i64 = 1000;

impl Engine {
    pub(super) async fn audit_operators(&self, report: &mut Report) -> Result<(), StoreError> {
        for stored in self.store.operators().await? {
            let name = &stored.operator.name;
            if !is_hash(&stored.password_hash) {
                let text = format!("the password of operator {name} is not kept as a hash");
                report.violate("I11", None, text);
            }
            let opens = |secret: &[u8]| self.vault.open(Purpose::Factor, secret).is_ok();
            if stored.factor.is_some_and(|factor| !opens(&factor.sealed_secret)) {
                let text = format!("the second factor of operator {name} does not open");
                report.violate("I11", None, text);
            }
        }
        for operator in self.store.stray_operator_sessions(BATCH).await? {
            let text = format!("operator {operator} is signed in, and is none");
            report.violate("operators", None, text);
        }
        self.audit_operator_journal(report).await
    }

    async fn audit_operator_journal(&self, report: &mut Report) -> Result<(), StoreError> {
        let mut head = OperatorHead::EMPTY;
        loop {
            let entries = self.store.operator_journal_after(head.number, BATCH).await?;
            if entries.is_empty() {
                return Ok(());
            }
            for sealed in entries {
                let entry = &sealed.entry;
                if entry.number != head.number.saturating_add(1) {
                    let text = format!(
                        "entry {} of the operators follows entry {}",
                        entry.number, head.number
                    );
                    report.violate("operators", None, text);
                }
                if entry.previous != head.hash || journal::hash_of_operators(entry) != sealed.hash {
                    let number = entry.number;
                    let text =
                        format!("entry {number} of the operators was altered, or one before it");
                    report.violate("operators", None, text);
                }
                head = OperatorHead { number: entry.number, hash: sealed.hash };
            }
        }
    }
}
