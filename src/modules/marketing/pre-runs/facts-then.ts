import type { Rule } from "../../../core/rules/schema"
import type { CustomerSnapshot } from "../../../core/rules/snapshot"
import type { Recall } from "../audience/recall-people"
import type { Doings } from "../doings"
import { type Crowd, passedBy } from "./crowd"
import type { Assume, FactsAhead } from "./facts-ahead"

/** Histories held in memory at a time. */
const TOGETHER = 1000

type Ground = {
  recall: Recall
  crowd: Crowd
  doings: Doings
  enteredAt: (place: number) => Date
  winners: ReadonlyMap<string, string | null>
  breathe: () => Promise<void> | null
}

/** What kinds ask about people, answered for each as of their own moment: of nothing that happened later. */
export function factsThen({ recall, crowd, doings, enteredAt, winners, breathe }: Ground): FactsAhead {
  /** Shows each of these people as they were; who is not there any more is passed over. */
  const lookAt = async (
    people: number[],
    asked: { from: "visit" | "entry"; rules: Rule[]; fields: string[]; since?: string[]; assume: Assume },
    look: (place: number, then: CustomerSnapshot, now: Date) => void,
  ): Promise<void> => {
    const { from, since = [], assume, ...questions } = asked
    const parts = recall.partsOf(questions)
    for (let first = 0; first < people.length; first += TOGETHER) {
      const some = people.slice(first, first + TOGETHER)
      const histories = await recall.read([...new Set(some.map((place) => crowd.pid[place]!))], questions)
      for (const place of some) {
        const pause = breathe()
        if (pause !== null) await pause
        const pid = crowd.pid[place]!
        const history = histories.get(pid)
        if (!history) continue
        const [now, entered] = [new Date(crowd.at[place]!), enteredAt(place)]
        const previous_node = from === "visit" ? new Date(crowd.arrived[place]!) : entered
        const passed = passedBy(crowd, since, place)
        if (doings.isUnknown(pid, parts, now.getTime())) assume("not_written")
        const then = recall.asOf(history, now, { entered, previous_node, passed })
        look(place, doings.seen(pid, then, now.getTime()), now)
      }
    }
  }

  const matching: FactsAhead["matching"] = async (rule, people, _, assume) => {
    const yes = new Uint8Array(crowd.size)
    await lookAt(people, { from: "entry", rules: [rule], fields: [], assume }, (place, then, now) => {
      if (recall.matches(rule, then, now)) yes[place] = 1
    })
    return yes
  }

  const read: FactsAhead["read"] = async (stop, people, { sends, assume }) => {
    const rules = stop.rules.map(({ name, rule }) => ({ name, rule, yes: new Uint8Array(crowd.size) }))
    const values = new Map<number, unknown[]>()
    const fields = stop.fields.map(([, field]) => field)
    const since = stop.rules.flatMap(({ since }) => since)
    const asked = { from: "visit" as const, rules: rules.map(({ rule }) => rule), fields, since, assume }
    if (rules.length + fields.length > 0)
      await lookAt(people, asked, (place, then, now) => {
        for (const { rule, yes } of rules) yes[place] = recall.matches(rule, then, now) ? 1 : 0
        if (fields.length > 0)
          values.set(
            place,
            fields.map((field) => recall.value(field, then, now)),
          )
      })
    return (place) => {
      // Without a prototype: a merchant may call a branch anything.
      const known: Record<string, unknown> = Object.create(null)
      for (const { name, yes } of rules) known[name] = yes[place] === 1
      stop.fields.forEach(([name], index) => {
        known[name] = values.get(place)?.[index] ?? null
      })
      for (const name of stop.winners) known[name] = winners.get(stop.id) ?? null
      for (const name of stop.sends) known[name] = sends.get(place) ?? null
      return known
    }
  }
  return { read, matching }
}
