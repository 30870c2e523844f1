/**
 * Runs once per `vitest run`, in vitest's own process. Offers the workers a throw-away PostgreSQL cluster and the
 * embedded template over a loopback socket; both are made when the first suite asks, so that runs of pure tests
 * stay instant.
 */
import { createServer, type Server } from 'node:http'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../prisma/migrate.ts'
import { serverTarget } from '../../prisma/migration-target.ts'
import { embeddedTemplate } from './embedded-template.ts'
import { type Cluster, findPostgres, startCluster } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Port of the harness: `/postgres` yields the admin URL, `/embedded` the path of the template. */
    harnessPort: number
    hasPostgres: boolean
  }
}

export const TEMPLATE_DATABASE = 'dau_moi_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = findPostgres()
  if (bin === null && process.env['CI']) {
    throw new Error('No PostgreSQL binaries (initdb, postgres) found: in CI the tests need them. Set PG_BIN.')
  }
  if (bin === null) process.stderr.write('No PostgreSQL binaries found: its half of the suites is skipped.\n')
  let cluster: Promise<Cluster> | null = null
  let template: Promise<string> | null = null
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/embedded') {
        template ??= embeddedTemplate()
        return template
      }
      if (bin === null) throw new Error('no PostgreSQL binaries')
      cluster ??= startWithTemplate(bin)
      return (await cluster).adminUrl
    }
    // A connection kept alive might be closed just when a worker asks again.
    response.setHeader('connection', 'close')
    answer().then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  project.provide('harnessPort', await listen(server))
  project.provide('hasPostgres', bin !== null)
  return async () => {
    server.closeAllConnections()
    server.close()
    await cluster?.then(
      (started) => started.stop(),
      () => undefined,
    )
  }
}

async function startWithTemplate(bin: string): Promise<Cluster> {
  const cluster = await startCluster(bin)
  try {
    await makeTemplate(cluster.adminUrl)
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** A migrated database that no one connects to any more: copies of it are fresh databases. */
async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE_DATABASE}`
  const pool = new pg.Pool({ connectionString: url.href, max: 1 })
  try {
    const migrated = await migrate(serverTarget(pool))
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.problem))
  } finally {
    await pool.end()
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
