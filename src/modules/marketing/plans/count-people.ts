import type { EntryAudience } from "../../../core/canvas/audience-of"
import type { PeopleQuery, SelectPeople } from "../audience/select-people"
import type { Database } from "../database"

/** Heads in any of the audiences, each counted once. */
export async function countPeople(
  { database, selectPeople }: { database: Database; selectPeople: SelectPeople },
  audiences: EntryAudience[],
): Promise<number> {
  const people = await Promise.all(audiences.map((audience) => selectPeople(audience)))
  return people.length === 0 ? 0 : countRows(database, combine(people, "union"))
}

/** Heads in any of the audiences who have no account in the store: imported people, and guests. */
export async function countWithoutAccount(
  { database, selectPeople }: { database: Database; selectPeople: SelectPeople },
  audiences: EntryAudience[],
): Promise<number> {
  const people = await Promise.all(audiences.map((audience) => selectPeople(audience)))
  if (people.length === 0) return 0
  const { text, values } = combine(people, "union")
  return countRows(database, {
    text: `select pid from (${text}) as meant join marketing_profile using (pid) where not has_account`,
    values,
  })
}

export const countRows = async (database: Database, { text, values }: PeopleQuery): Promise<number> =>
  (await database.one<{ n: number }>(`select count(*) as n from (${text}) as people`, values))!.n

/** One statement out of several; the numbers of the later ones' values move on. */
export function combine(people: PeopleQuery[], how: "union" | "intersect" | "except"): PeopleQuery {
  const values: unknown[] = []
  const texts = people.map((each) => {
    const before = values.length
    values.push(...each.values)
    return `(${each.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`)})`
  })
  return { text: texts.join(` ${how} `), values }
}
