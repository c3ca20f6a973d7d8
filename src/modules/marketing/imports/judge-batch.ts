import { isNamed, type JudgedLine, judge, subjectOf, type Verdict } from "../../../core/import/judge"
import { type Order, OrderBook, type Sums } from "../../../core/import/order-book"
import { type Gains, namesOf, type Person, Register } from "../../../core/import/register"
import type { Database } from "../database"
import type { ImportRow } from "./import"
import { selectTaken } from "./store/lines"
import { type Note, selectNotes } from "./store/notes"
import { selectOrders, selectSums } from "./store/orders"
import { selectPeople } from "./store/people"

export type BatchLine = JudgedLine & { order_id?: string }

export type JudgedBatch<T extends BatchLine> = Verdict<T> & {
  /** New people and what known ones gained, as far as accepted lines speak of them. */
  people: { person: Person & { customer_id?: string }; gains: Gains }[]
  /** What a dry run keeps for the batches after this one. */
  notes: () => Note[]
}

/** Whom these lines may bring, or what they may say anew of somebody; too many rather than too few. */
export async function newsOfPeople(database: Database, job: ImportRow, lines: BatchLine[]): Promise<Gains[]> {
  const named = lines.filter(isNamed)
  const noted = job.dry_run ? await Noted.read(database, job, lines) : Noted.nothing
  const register = new Register(noted.over(await selectPeople(database, named)))
  for (const line of named) if (register.accepts(line)) register.enter(line)
  return register.changed().map(({ gains }) => gains)
}

/**
 * Judges one batch over what the database knows, and in a dry run over what earlier batches of the file would have added.
 * Reads only.
 */
export async function judgeBatch<T extends BatchLine>(
  database: Database,
  job: ImportRow,
  lines: T[],
): Promise<JudgedBatch<T>> {
  const named = lines.filter(isNamed)
  const orderIds = lines.flatMap((line) => line.order_id ?? [])
  const known = job.dry_run ? await Noted.read(database, job, lines) : Noted.nothing
  const people = known.over(await selectPeople(database, named))
  const orders = job.kind === "purchases" ? await selectOrders(database, job, orderIds) : []
  const sums = await selectSums(
    database,
    job.kind === "purchases" ? people.flatMap((person) => (person.made ? Number(person.who) : [])) : [],
  )
  const lastTaken =
    job.kind === "purchases"
      ? []
      : await selectTaken(
          database,
          job,
          lines.map((line) => line.hash),
        )
  const taken = new Map([...lastTaken, ...known.hashes].map((hash) => [subjectOf(hash), hash]))
  const register = new Register(people)
  const book = new OrderBook([...orders, ...known.orders], await known.sumsOver(sums, people))
  const verdict = judge(lines, { taken, register, orders: job.kind === "purchases" ? book : null })
  const changed = register.changed()
  return {
    ...verdict,
    people: changed,
    notes: () => [
      ...(job.kind === "purchases"
        ? []
        : verdict.accepted.map(({ item }) => ({
            key: `line:${subjectOf(item.hash)}`,
            who: "",
            value: item.hash,
          }))),
      ...changed.flatMap(({ person }) =>
        namesOf(person).map((name) => ({ key: name, who: person.who, value: person })),
      ),
      ...book.touched().flatMap((order) => [
        { key: `order:${order.order_id}`, who: "", value: order },
        { key: `sums:${order.who}`, who: "", value: book.sumsOf(order.who) },
      ]),
    ],
  }
}

/** What a dry run noted; it says more than the database about everything it speaks of. */
class Noted {
  static readonly nothing = new Noted([], async () => [])
  readonly hashes: string[] = []
  readonly orders: Order[] = []
  readonly #people = new Map<string, Person>()
  readonly #more: (keys: string[]) => Promise<Note[]>

  constructor(notes: Note[], more: (keys: string[]) => Promise<Note[]>) {
    this.#more = more
    for (const { key, who, value } of notes) {
      if (key.startsWith("line:")) this.hashes.push(value as string)
      else if (key.startsWith("order:")) this.orders.push(value as Order)
      else this.#people.set(who, value as Person)
    }
  }

  static async read(database: Database, job: ImportRow, lines: BatchLine[]): Promise<Noted> {
    const more = (keys: string[]) => selectNotes(database, job.no, keys)
    const keys = lines.flatMap((line) => [
      ...namesOf(line),
      ...(line.order_id ? [`order:${line.order_id}`] : [`line:${subjectOf(line.hash)}`]),
    ])
    return new Noted(await more(keys), more)
  }

  over(people: Person[]): Person[] {
    const known = people.map((person) => this.#people.get(person.who) ?? person)
    return [...new Set([...known, ...this.#people.values()])]
  }

  async sumsOver(sums: Map<string, Sums>, people: Person[]): Promise<Map<string, Sums>> {
    const notes = await this.#more(people.map((person) => `sums:${person.who}`))
    return new Map([
      ...sums,
      ...notes.map(({ key, value }) => [key.slice("sums:".length), value as Sums] as const),
    ])
  }
}
