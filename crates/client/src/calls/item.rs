//! What product lines say of their services, and changing it.

use perennial_api::model::{
    DedicatedServerUpdate, DedicatedServerWithIam, Domain, DomainUpdate, DomainWithIam,
    NetworkSpecifications, VpsDatacenter, VpsStatus, VpsUpdate, VpsWithIam, WebHostingUpdate,
    WebHostingWithIam,
};

use crate::{Call, Client, Error};

impl Client {
    /// A VPS.
    pub async fn vps(&self, name: &str) -> Result<VpsWithIam, Error> {
        self.send(&Call::get("/vps/{serviceName}").segment(name)).await
    }

    /// Changes a VPS.
    pub async fn change_vps(&self, name: &str, update: &VpsUpdate) -> Result<(), Error> {
        self.send_void(&Call::put("/vps/{serviceName}").segment(name).json(update)).await
    }

    /// Where a VPS stands.
    pub async fn vps_datacenter(&self, name: &str) -> Result<VpsDatacenter, Error> {
        self.send(&Call::get("/vps/{serviceName}/datacenter").segment(name)).await
    }

    /// The addresses of a VPS.
    pub async fn vps_ips(&self, name: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/vps/{serviceName}/ips").segment(name)).await
    }

    /// Which ports of a VPS answer.
    pub async fn vps_status(&self, name: &str) -> Result<VpsStatus, Error> {
        self.send(&Call::get("/vps/{serviceName}/status").segment(name)).await
    }

    /// A domain name.
    pub async fn domain(&self, name: &str) -> Result<DomainWithIam, Error> {
        self.send(&Call::get("/domain/{serviceName}").segment(name)).await
    }

    /// Changes a domain name, and says what it is then.
    pub async fn change_domain(&self, name: &str, update: &DomainUpdate) -> Result<Domain, Error> {
        self.send(&Call::put("/domain/{serviceName}").segment(name).json(update)).await
    }

    /// Web hosting.
    pub async fn web_hosting(&self, name: &str) -> Result<WebHostingWithIam, Error> {
        self.send(&Call::get("/hosting/web/{serviceName}").segment(name)).await
    }

    /// Changes web hosting.
    pub async fn change_web_hosting(
        &self,
        name: &str,
        update: &WebHostingUpdate,
    ) -> Result<(), Error> {
        self.send_void(&Call::put("/hosting/web/{serviceName}").segment(name).json(update)).await
    }

    /// A dedicated server.
    pub async fn dedicated_server(&self, name: &str) -> Result<DedicatedServerWithIam, Error> {
        self.send(&Call::get("/dedicated/server/{serviceName}").segment(name)).await
    }

    /// Changes a dedicated server.
    pub async fn change_dedicated_server(
        &self,
        name: &str,
        update: &DedicatedServerUpdate,
    ) -> Result<(), Error> {
        let call = Call::put("/dedicated/server/{serviceName}").segment(name).json(update);
        self.send_void(&call).await
    }

    /// The addresses of a dedicated server.
    pub async fn dedicated_server_ips(&self, name: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/dedicated/server/{serviceName}/ips").segment(name)).await
    }

    /// How a dedicated server is connected.
    pub async fn dedicated_server_network(
        &self,
        name: &str,
    ) -> Result<NetworkSpecifications, Error> {
        let path = "/dedicated/server/{serviceName}/specifications/network";
        self.send(&Call::get(path).segment(name)).await
    }

    /// What is being done to a dedicated server: ids of tasks.
    pub async fn dedicated_server_tasks(&self, name: &str) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/dedicated/server/{serviceName}/task").segment(name)).await
    }

    /// The network interfaces of a dedicated server: their unique ids.
    pub async fn dedicated_server_interfaces(&self, name: &str) -> Result<Vec<String>, Error> {
        let path = "/dedicated/server/{serviceName}/virtualNetworkInterface";
        self.send(&Call::get(path).segment(name)).await
    }
}
