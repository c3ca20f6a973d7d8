import type { Canvas } from "../../../core/canvas/schema"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { Database } from "../database"
import { combine, type PeopleQuery } from "../people-query"

/** Samples of an estimate are one draw of many: heads are the same, the people are not those of the run. */
export const ESTIMATE_LOT = "estimate"

type Parts = { database: Database; peopleAtDoors: PeopleAtDoors }

/** Heads that would come in now, each counted once. */
export async function countPeople(parts: Parts, canvas: Canvas): Promise<number> {
  const people = await everyoneOf(parts, canvas)
  return people ? countRows(parts.database, people) : 0
}

/** Heads of them who have no account in the store: imported people, and guests. */
export async function countWithoutAccount(parts: Parts, canvas: Canvas): Promise<number> {
  const people = await everyoneOf(parts, canvas)
  if (!people) return 0
  return countRows(parts.database, {
    text: `select pid from (${people.text}) as meant join marketing_profile using (pid) where not has_account`,
    values: people.values,
  })
}

async function everyoneOf({ peopleAtDoors }: Parts, canvas: Canvas): Promise<PeopleQuery | null> {
  const { doors } = await peopleAtDoors(canvas, ESTIMATE_LOT)
  const people = doors.flatMap((door) => door.people ?? [])
  return people.length > 0 ? combine(people, "union") : null
}

export const countRows = async (database: Database, { text, values }: PeopleQuery): Promise<number> =>
  (await database.one<{ n: number }>(`select count(*) as n from (${text}) as people`, values))!.n
