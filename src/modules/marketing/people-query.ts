/** SQL that answers one column `pid`, with its values from $1 on; callers append theirs. */
export type PeopleQuery = { text: string; values: unknown[] }

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
