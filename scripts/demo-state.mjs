// What earlier starts of the demo did, kept in the demo's own database so that it goes when the data goes.
import { StartError } from "./start-error.mjs"

/**
 * Makes the database when it is missing and reads what is done: { migrations, seed, foreign, remember }.
 * `foreign`: DATABASE_URL names a store that has customers and was not filled by us; it is left as it is.
 */
export async function demoState(databaseUrl) {
  refuseOddAddress(databaseUrl)
  const { default: pg } = await import("pg")
  await createWhenMissing(pg, databaseUrl)
  const ask = async (text, values) => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      return (await client.query(text, values)).rows
    } finally {
      await client.end()
    }
  }
  const has = async (table) => (await ask("select to_regclass($1) is not null as there", [table]))[0].there
  const done = (await has("public.marketing_setting"))
    ? ((await ask("select value from marketing_setting where key = 'demo'"))[0]?.value ?? {})
    : {}
  const inhabited =
    (await has("public.customer")) && (await ask("select exists (select from customer) as any"))[0].any
  return {
    ...done,
    foreign: inhabited && !done.begun && !done.steps,
    async remember(more) {
      Object.assign(done, more)
      await ask(
        `insert into marketing_setting (key, value) values ('demo', $1)
         on conflict (key) do update set value = marketing_setting.value || excluded.value, updated_at = now()`,
        [JSON.stringify(more)],
      )
    },
  }
}

function refuseOddAddress(databaseUrl) {
  if (URL.canParse(databaseUrl) && /^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) return
  throw new StartError(
    `DATABASE_URL is "${databaseUrl}", which is no address of a database: give one like postgres://user@localhost:5432/store`,
  )
}

async function createWhenMissing(pg, databaseUrl) {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1))
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: databaseUrl })
    try {
      await client.connect()
      return
    } catch (error) {
      // 57P03: still starting up. 3D000: no such database.
      if (error.code === "57P03" && attempt < 100) await new Promise((resolve) => setTimeout(resolve, 100))
      else if (error.code === "3D000") await create(pg, databaseUrl, name)
      else throw new StartError(`The database does not answer: ${error.message || error.code}`)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function create(pg, databaseUrl, name) {
  const client = new pg.Client({
    connectionString: Object.assign(new URL(databaseUrl), { pathname: "/postgres" }).toString(),
  })
  try {
    await client.connect()
    await client.query(`create database "${name.replaceAll('"', '""')}"`)
  } catch (error) {
    throw new StartError(
      `There is no database named ${name}, and it cannot be made with this account: ${error.message || error.code}`,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
