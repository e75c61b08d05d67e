# The edge worker on one machine: the client and its sync at one address, one SQLite file per school.
#
#   workerd serve workerd.capnp --directory-path client=DIST --directory-path store=FOLDER
#
# Addresses and folders are given on the command line; what is here is what must never change on a running server.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "client", disk = (writable = false)),
    (name = "store", disk = (writable = true)),
    # The worker asks nothing of the network: there is no way out.
    (name = "internet", network = (allow = [])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8420", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [
    (name = "entry.js", esModule = embed "entry.js"),
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "life.js", esModule = embed "life.js"),
    (name = "worker_bg.wasm", wasm = embed "worker_bg.wasm"),
  ],
  compatibilityDate = "2026-04-01",
  bindings = [
    (name = "SPACES", durableObjectNamespace = "Space"),
    (name = "REGISTRY", durableObjectNamespace = "Registry"),
    (name = "CLIENT", service = "client"),
    (name = "TICKETS", fromEnvironment = "SHOUXUE_TICKETS"),
    (name = "LIMITS", fromEnvironment = "SHOUXUE_LIMITS"),
  ],
  # The keys name the folders below the store, so another key would start with an empty store.
  durableObjectNamespaces = [
    (className = "Space", uniqueKey = "spaces", enableSql = true),
    (className = "Registry", uniqueKey = "registry", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "store"),
);
