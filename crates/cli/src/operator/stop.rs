//! The order to stop, which comes from the terminal, from whoever supervises the process, or from the program itself.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::failure::{Exit, Failure};

/// Gives the order.
#[derive(Debug)]
pub(super) struct Stopper(watch::Sender<bool>);

/// Hears the order.
#[derive(Debug, Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Stopper {
    pub(super) fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// An order that somebody gives with the other value.
    pub(super) fn new() -> (Stopper, Self) {
        let (sender, receiver) = watch::channel(false);
        (Stopper(sender), Self(receiver))
    }

    /// Ends when the order comes, or when nobody is left to give it.
    pub(super) async fn ordered(mut self) {
        let _ = self.0.wait_for(|ordered| *ordered).await;
    }

    /// An order that `SIGTERM` and `SIGINT` give. The second one does not wait for calls under way.
    ///
    /// From here on the process does not end of itself when a signal comes, so that none is too early.
    pub(super) fn on_signals() -> Result<Self, Failure> {
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::failed)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::failed)?;
        let (stopper, stop) = Self::new();
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            tracing::info!(
                "stopping; calls under way are finished, a second signal breaks them off"
            );
            stopper.stop();
            either(&mut terminate, &mut interrupt).await;
            tracing::warn!("stopped at once");
            std::process::exit(Exit::Failed as i32);
        });
        Ok(stop)
    }
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
