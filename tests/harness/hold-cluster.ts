/** A process of its own that starts a cluster, names it and stays until it is killed. */
import { findPostgres, startCluster } from './postgres.ts'

const cluster = await startCluster(findPostgres() ?? '')
process.stdout.write(`${cluster.adminUrl} ${cluster.folder}\n`)
setInterval(() => undefined, 60_000)
