import type { Part } from "../../../core/rules/parts-asked"
import type { Recall } from "../audience/recall-people"
import type { Doings } from "../doings"
import type { Crowd } from "./crowd"
import type { FactsAhead } from "./facts-ahead"

type Ground = {
  /** Asks the database about people as they are. */
  ahead: FactsAhead
  /** Asks in memory about people as the plan would have left them. */
  then: FactsAhead
  recall: Recall
  crowd: Crowd
  doings: Doings
}

/** Asks in memory only about those for whom the plan itself changes something that is asked; the database about everybody else. */
export function factsWithDoings({ ahead, then, recall, crowd, doings }: Ground): FactsAhead {
  const apart = (people: number[], parts: ReadonlySet<Part>) => {
    const changed = new Uint8Array(crowd.size)
    if (parts.size > 0)
      for (const place of people)
        if (doings.concerns(crowd.pid[place]!, parts, crowd.at[place]!)) changed[place] = 1
    const others = people.filter((place) => changed[place] === 1)
    return { changed, others, plain: others.length > 0 ? people.filter((place) => !changed[place]) : people }
  }

  const matching: FactsAhead["matching"] = async (rule, people, personal, assume) => {
    const { others, plain } = apart(people, recall.partsOf({ rules: [rule], fields: [] }))
    const yes = await ahead.matching(rule, plain, personal, assume)
    if (others.length === 0) return yes
    const theirs = await then.matching(rule, others, personal, assume)
    for (const place of others) yes[place] = theirs[place]!
    return yes
  }

  const read: FactsAhead["read"] = async (stop, people, how) => {
    const rules = stop.rules.map(({ rule }) => rule)
    const fields = stop.fields.map(([, field]) => field)
    const { changed, others, plain } = apart(people, recall.partsOf({ rules, fields }))
    const known = await ahead.read(stop, plain, how)
    if (others.length === 0) return known
    const theirs = await then.read(stop, others, how)
    return (place) => (changed[place] ? theirs(place) : known(place))
  }
  return { matching, read }
}
