//! Payment methods: one default at most, and registrations of what waits for its holder.

use perennial_core::means::MethodStatus;
use perennial_core::means::registration::Wanted;
use perennial_store::Books;

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let defaults: Vec<_> = books.methods.iter().filter(|method| method.is_default).collect();
    if defaults.len() > 1 {
        found.push(("methods", format!("{} payment methods are the default", defaults.len())));
    }
    for method in defaults.iter().filter(|method| method.status.is_over()) {
        let text =
            format!("payment method {} is the default and {}", method.id, method.status.code());
        found.push(("methods", text));
    }
    for registration in &books.registrations {
        let id = registration.method;
        let method = books.methods.iter().find(|method| method.id == id);
        let waits = method.is_some_and(|method| method.status == MethodStatus::Validating);
        if !waits {
            found
                .push(("methods", format!("payment method {id} is registered, and does not wait")));
        }
        let is_told = method.is_some_and(|method| method.label.is_some());
        if is_told != (registration.wants == Wanted::Code) {
            let text = format!("payment method {id} waits for its {}", registration.wants.code());
            found.push(("methods", text));
        }
    }
    found
}
