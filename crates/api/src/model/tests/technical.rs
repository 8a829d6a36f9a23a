//! The types of `/services/{serviceId}/technicalDetails`.

use super::*;

pub(super) fn types() -> Vec<(String, String)> {
    let mut types = types_of_servers();
    types.extend([
        answer::<TechnicalDetails>("/services", "services.expanded.TechnicalDetails"),
        answer::<TechnicalServer>("/services", "services.expanded.technical.BaremetalServer"),
        answer::<TechnicalCluster>("/services", "services.expanded.technical.NutanixCluster"),
        answer::<TechnicalClusterServers>(
            "/services",
            "services.expanded.technical.nutanixCluster.Cluster",
        ),
        answer::<TechnicalFeature>(
            "/services",
            "services.expanded.technical.nutanixCluster.Features",
        ),
        answer::<TechnicalLicense>(
            "/services",
            "services.expanded.technical.nutanixCluster.License",
        ),
        answer::<TechnicalPromise>(
            "/services",
            "services.expanded.technical.nutanixCluster.Service",
        ),
    ]);
    types
}

/// An answer whose model belongs to a server.
fn of_server<T: Serialize + DeserializeOwned>(model: &str) -> (String, String) {
    answer::<T>("/services", &format!("services.expanded.technical.baremetalServer.{model}"))
}

fn types_of_servers() -> Vec<(String, String)> {
    vec![
        of_server::<TechnicalAggregation>("Aggregation"),
        of_server::<TechnicalBandwidth>("Bandwidth"),
        of_server::<TechnicalGpu>("Gpu"),
        of_server::<TechnicalGpuMemory>("GpuMemory"),
        of_server::<TechnicalMemory>("Memory"),
        of_server::<TechnicalMachine>("Server"),
        of_server::<TechnicalStorage>("Storage"),
        of_server::<TechnicalVrack>("Vrack"),
        of_server::<TechnicalCpu>("server.Cpu"),
        of_server::<TechnicalCard>("server.ExtensionCard"),
        of_server::<TechnicalFrame>("server.Frame"),
        of_server::<TechnicalNetwork>("server.Network"),
        of_server::<TechnicalServices>("server.Services"),
        of_server::<TechnicalDisk>("storage.Disk"),
        of_server::<TechnicalRaid>("storage.Raid"),
    ]
}
