import { setTimeout as pause } from "node:timers/promises"
import type { Gains, Person } from "../../../core/import/register"
import type { Database } from "../database"
import { holdLock, type StillHeld } from "../hold-lock"
import { isPassing } from "../passing"
import type { Ports } from "../ports"
import { forgetMaking, forTheStore, markMaking, pidsOfCustomers, selectMaking } from "./store/people"

type Changed = { person: Person & { customer_id?: string }; gains: Gains }
type Parts = {
  database: Database
  ports: Ports
  syncCustomers: (customerIds: string[]) => Promise<unknown>
  findCoreCustomers: (named: { emails: string[]; external_ids: string[] }) => Promise<string[]>
}

/** The key of the lock under which people are looked up and made. */
const LOCK = 7_105_001

/**
 * Lets one process at a time look people up and make them: two that saw the same person missing would make them twice.
 * The core makes its customers over connections of its own. Whoever has to wait holds no connection meanwhile, so that the
 * one who works never lacks one.
 */
export async function alone<T>(database: Database, work: (stillHeld: StillHeld) => Promise<T>): Promise<T> {
  for (;;) {
    const done = await holdLock(database, [LOCK], work)
    if (done) return done.value
    await pause(50)
  }
}

/** Takes in people whom a worker made in the core before it died, and those whom the core knows by their address. */
export const learnPeople =
  ({ database, syncCustomers, findCoreCustomers }: Parts) =>
  async (emails: string[]): Promise<void> => {
    const left = await selectMaking(database)
    const inCore = await findCoreCustomers({ emails, external_ids: left })
    if (inCore.length > 0) await syncCustomers(inCore)
    if (left.length > 0) await forgetMaking(database)
  }

/**
 * Makes new people customers of the store and fills what the records of known ones lack, both through the core's workflows.
 * Answers the pids of the new by `who`, and what the store refused, by `who`. Call it `alone`, with what tells whether one is.
 */
export const makePeople =
  ({ database, ports, syncCustomers }: Parts) =>
  async (
    people: Changed[],
    stillHeld: StillHeld,
  ): Promise<{ pids: Map<string, number>; refused: Map<string, string> }> => {
    const refused = new Map<string, string>()
    const fresh = people.map(({ person }) => person).filter((person) => !person.made)
    await markMaking(
      database,
      fresh.flatMap((person) => person.external_id ?? []),
    )
    const made = await createAll({ ports, stillHeld }, fresh, refused)
    const filled: string[] = []
    for (const { person, gains } of people) {
      const missing = forTheStore(gains)
      if (!person.made || !person.customer_id || Object.keys(missing).length === 0) continue
      await stillHeld()
      try {
        await ports.fillCustomer({ id: person.customer_id, ...missing })
        filled.push(person.customer_id)
      } catch (error) {
        if (isPassing(error)) throw error
        refused.set(person.who, (error as Error).message)
      }
    }
    await syncCustomers([...made.keys(), ...filled])
    await forgetMaking(database)
    const pids = await pidsOfCustomers(database, [...made.keys()])
    return { pids: new Map([...made].map(([id, who]) => [who, pids.get(id)!])), refused }
  }

export type MakePeople = ReturnType<typeof makePeople>
export type LearnPeople = ReturnType<typeof learnPeople>

/** In one go; when the store refuses somebody, in ever smaller parts, until only those are left out. Answers id → who. */
async function createAll(
  hands: { ports: Ports; stillHeld: StillHeld },
  people: Person[],
  refused: Map<string, string>,
): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  await hands.stillHeld()
  try {
    const ids = await hands.ports.createCustomers(
      people.map(({ who: _, made: _made, became_customer_at, ...person }) => ({
        ...person,
        created_at: became_customer_at,
      })),
    )
    return new Map(ids.map((id, i) => [id, people[i]!.who]))
  } catch (error) {
    if (isPassing(error)) throw error
    if (people.length === 1) {
      refused.set(people[0]!.who, (error as Error).message)
      return new Map()
    }
    const half = Math.ceil(people.length / 2)
    const first = await createAll(hands, people.slice(0, half), refused)
    return new Map([...first, ...(await createAll(hands, people.slice(half), refused))])
  }
}
