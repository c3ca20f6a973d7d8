import { type ChildProcess, fork, spawnSync } from "node:child_process"
import { once } from "node:events"
import http from "node:http"
import path from "node:path"
import { Client } from "pg"

const root = path.join(__dirname, "..")
const NAME = "bench_storefront"
/** Coupons that are out, of one template, each somebody else's. */
export const COUPONS_OUT = 1_000_000
/** A store without us, on the same database. */
const PLAIN = path.join(root, "integration-tests/support/core-store")

export type Answer = { status: number; body: Record<string, never> & { [key: string]: unknown } }
type Asked = { body?: object; token?: string; from?: string }
type Shopper = { customer_id: string; token: string }
type Furnished = {
  shop: { publishable_key: string; region_id: string; variant_id: string; shipping_option_id: string }
  staff: { token: string }
  shoppers: Shopper[]
  template_id: string
  code: string
}
/** What its process holds, and its processor time since it began. */
type Weight = { bytes: number; worked_ms: number }
/** A store in a process of its own, asked over HTTP. */
export type Storefront = {
  post: (path: string, asked?: Asked) => Promise<Answer>
  weigh: () => Promise<Weight>
}
export type Storefronts = Furnished & { ours: Storefront; plain: Storefront; close: () => Promise<void> }

/** The repository's store and one without us, on one fresh database beside the bench's own, with a million coupons out. */
export async function openStorefronts(benchUrl: string): Promise<Storefronts> {
  await onServer(benchUrl, `drop database if exists ${NAME} with (force)`)
  await onServer(benchUrl, `create database ${NAME}`)
  const url = Object.assign(new URL(benchUrl), { pathname: `/${NAME}` }).toString()
  migrate(url)
  const ours = await start(root, url)
  const plain = await start(PLAIN, url)
  const furnished = await ours.ask<Furnished>("furnish")
  await handOut(url, furnished.template_id)
  const dressed = (store: Started): Storefront => ({
    post: (to, asked) => post(store.port, furnished.shop.publishable_key, to, asked),
    weigh: () => store.ask<Weight>("weigh"),
  })
  return {
    ...furnished,
    ours: dressed(ours),
    plain: dressed(plain),
    close: async () => {
      await Promise.all([ours.close(), plain.close()])
      await onServer(benchUrl, `drop database if exists ${NAME} with (force)`)
    },
  }
}

async function onServer(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

function migrate(url: string): void {
  const medusa = path.join(root, "node_modules/@medusajs/cli/cli.js")
  const asked = [medusa, "db:migrate", "--execute-safe-links", "--skip-scripts"]
  const env = { ...process.env, DATABASE_URL: url, MEDUSA_DISABLE_TELEMETRY: "true" }
  const done = spawnSync(process.execPath, asked, { cwd: root, env, encoding: "utf8" })
  if (done.status !== 0) throw new Error(`${done.stdout}${done.stderr}`.slice(-2000))
}

const handOut = (url: string, template_id: string) =>
  onServer(
    url,
    `insert into marketing_coupon (key, template_no, pid, granted_at)
     select 'out:' || i, t.no, 1000 + i, now() from generate_series(1, ${COUPONS_OUT}) i, marketing_coupon_template t
      where t.id = '${template_id}';
     analyze`,
  )

type Started = {
  port: number
  ask: <T>(job: string) => Promise<T>
  close: () => Promise<void>
}

async function start(directory: string, url: string): Promise<Started> {
  const child = fork(path.join(__dirname, "storefront.cjs"), [directory], {
    cwd: directory,
    env: {
      ...process.env,
      DATABASE_URL: url,
      NODE_ENV: "test",
      MEDUSA_ADMIN: "off",
      MEDUSA_DISABLE_TELEMETRY: "true",
      LOG_LEVEL: "error",
      // As the store without us has it: who is signed in at one is signed in at the other.
      JWT_SECRET: "x",
    },
  })
  const port = await answerOf<number>(child)
  return {
    port,
    ask: <T>(job: string) => {
      const answer = answerOf<T>(child)
      child.send(job)
      return answer
    },
    close: async () => {
      const gone = once(child, "exit")
      child.send("close")
      await gone
    },
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [{ done, failed }] = (await once(child, "message")) as [{ done: T; failed?: string }]
  if (failed) throw new Error(failed)
  return done
}

const HERE = "127.0.0.1"
const agents = new Map<string, http.Agent>()
/** A store closes a connection that was idle for five seconds; who asks just then would be cut off. */
const IDLE_MS = 3_000
/** `from` is the address that the caller comes from. */
const agentOf = (from: string): http.Agent => {
  const known = agents.get(from)
  if (known) return known
  const agent = new http.Agent({ keepAlive: true, timeout: IDLE_MS, localAddress: from })
  agents.set(from, agent)
  return agent
}

function post(
  port: number,
  key: string,
  to: string,
  { body = {}, token, from = HERE }: Asked = {},
): Promise<Answer> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asked = http.request(
      {
        host: "127.0.0.1",
        port,
        path: to,
        method: "POST",
        agent: agentOf(from),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          "x-publishable-api-key": key,
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
      },
      (answer) => {
        let said = ""
        answer.setEncoding("utf8")
        answer.on("data", (part) => (said += part))
        answer.on("error", reject)
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: said ? JSON.parse(said) : {} }),
        )
      },
    )
    asked.on("error", reject)
    asked.end(text)
  })
}
