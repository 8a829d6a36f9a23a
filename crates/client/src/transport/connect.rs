//! A time limit around a connector, so that name, TCP and TLS together take no longer than allowed.
//!
//! It matters which limit is hit: before there is a connection, nothing was sent.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use tower_service::Service;

use crate::error::Cause;

/// A connector that gives up after a while.
#[derive(Clone)]
pub(super) struct WithinTime<C> {
    connector: C,
    limit: Duration,
}

impl<C> WithinTime<C> {
    pub(super) fn new(connector: C, limit: Duration) -> Self {
        Self { connector, limit }
    }
}

impl<C> Service<Uri> for WithinTime<C>
where
    C: Service<Uri, Error = Cause, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = Cause;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, Cause>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Cause>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let connecting = self.connector.call(server);
        let limit = self.limit;
        Box::pin(async move {
            tokio::time::timeout(limit, connecting).await.unwrap_or_else(|_| {
                let text = format!("no connection within {limit:?}");
                Err(io::Error::new(io::ErrorKind::TimedOut, text).into())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Pending, pending};

    use tokio::time::Instant;

    use super::*;

    /// A server that never answers.
    struct Silence;

    impl Service<Uri> for Silence {
        type Response = ();
        type Error = Cause;
        type Future = Pending<Result<(), Cause>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Cause>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Uri) -> Self::Future {
            pending()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_never_answers_is_given_up() {
        let start = Instant::now();
        let mut connector = WithinTime::new(Silence, Duration::from_secs(10));
        let error = connector.call(Uri::from_static("https://example.com")).await.unwrap_err();
        assert_eq!(error.to_string(), "no connection within 10s");
        assert_eq!(start.elapsed(), Duration::from_secs(10));
    }
}
