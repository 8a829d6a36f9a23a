//! Which calls are noted for their account: those with a true signature or token that may change something, whatever came of
//! them.
//!
//! Of a path that is none of the API's nothing is noted, and of one that is no more than its description allows: so a
//! secret that somebody has put into a path by mistake is not kept.

use std::net::IpAddr;

use perennial_api::catalogue::{Method, Operation, matching};
use perennial_core::api_call::{CallPath, CallTarget};
use perennial_core::credential::Verb;

use crate::App;
use crate::extract::Caller;

impl App {
    /// Notes a call, unless it only reads.
    pub(crate) fn note_call(
        &self,
        caller: &Caller,
        verb: Verb,
        path: &str,
        address: Option<IpAddr>,
    ) {
        let method = match verb {
            Verb::Get => return,
            Verb::Post => Method::Post,
            Verb::Put => Method::Put,
            Verb::Delete => Method::Delete,
        };
        let Some(operation) = matching(method, path) else { return };
        let target = CallTarget {
            verb,
            path: CallPath::cut(&shown(operation, path)),
            route: operation.path.to_owned(),
            about_services: !matches!(operation.resource.path, "/me" | "/auth"),
        };
        self.engine.note_call(caller.account, target, address);
    }
}

/// A path with what stands for ids in it, where these are numbers.
fn shown(operation: &Operation, path: &str) -> String {
    // The description calls the id of a service a text in places; it is a number all the same.
    let is_number = |name: &str| {
        let mut of_name = operation.parameters.iter().filter(|one| one.name == Some(name));
        name == "serviceId" || of_name.any(|one| one.data_type.ends_with("long"))
    };
    let segments = operation.path.split('/').zip(path.split('/')).map(|(template, given)| {
        let name = template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let is_id = given.bytes().all(|byte| byte.is_ascii_digit());
        if name.is_some_and(is_number) && !is_id { template } else { given }
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_number_is_one() {
        let shown = |path: &str| shown(matching(Method::Post, path).unwrap(), path);
        assert_eq!(shown("/me/order/7/pay"), "/me/order/7/pay");
        assert_eq!(shown("/me/order/secret/pay"), "/me/order/{orderId}/pay");
        assert_eq!(shown("/service/secret/renew"), "/service/{serviceId}/renew");
        assert_eq!(shown("/vps/vps1.ovh.net/terminate"), "/vps/vps1.ovh.net/terminate");
        assert_eq!(shown("/services/1/form/a/answer"), "/services/1/form/a/answer");
    }
}
