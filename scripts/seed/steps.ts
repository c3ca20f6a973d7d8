import type { Database } from "../../src/modules/marketing/database"

export type Steps = {
  /** The moment at which the year ends: the one handed in, or that of the first start when a later one goes on. */
  today: Date
  /** Does the work unless an earlier start did it. */
  once: (what: string, name: string, work: () => Promise<unknown>) => Promise<void>
}

/** Remembers in the database itself what is done. */
export async function stepsOf(database: Database, begin: Date): Promise<Steps> {
  const remember = (more: object) =>
    database.run(
      `insert into marketing_setting (key, value) values ('demo', $1)
       on conflict (key) do update set value = marketing_setting.value || excluded.value, updated_at = now()`,
      [JSON.stringify(more)],
    )
  const read = async () =>
    (
      await database.one<{ value: { today?: string; steps?: string[] } }>(
        "select value from marketing_setting where key = 'demo'",
      )
    )?.value ?? {}
  const { today = begin.toISOString(), steps = [] } = await read()
  await remember({ today })
  const done = new Set(steps)
  return {
    today: new Date(today),
    async once(what, name, work) {
      if (done.has(name)) return
      const since = performance.now()
      await work()
      done.add(name)
      await remember({ steps: [...done] })
      console.log(`seed: ${what} in ${((performance.now() - since) / 1000).toFixed(1)} s`)
    },
  }
}
