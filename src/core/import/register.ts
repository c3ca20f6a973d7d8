import { refuseLine } from "./problems"
import { Rejected } from "./values"

/** How a line names its person, and what it says that belongs into the store's own customer record. */
export type Named = {
  external_id?: string
  email?: string
  phone?: string
  first_name?: string
  last_name?: string
  company?: string
  became_customer_at?: Date
}

/** What the store's customer record takes from a file where it is still empty. */
export const FILLED = ["email", "phone", "first_name", "last_name", "company"] as const
export type Gains = Partial<Record<(typeof FILLED)[number] | "external_id", string>>

/** A person as far as lines need to know one. `who`: the pid as text, or the first name of someone not yet made. */
export type Person = Gains & { who: string; made: boolean; became_customer_at?: Date }

/** What someone not yet made is called; the other system's number wins over the address. */
export const nameOf = (named: Named): string =>
  named.external_id
    ? `id:${named.external_id}`
    : named.email
      ? `email:${named.email}`
      : `phone:${named.phone}`

/** The names under which a person can be met again. */
export const namesOf = ({ external_id, email, phone }: Named): string[] => [
  ...(external_id ? [`id:${external_id}`] : []),
  ...(email ? [`email:${email}`] : []),
  ...(phone ? [`phone:${phone}`] : []),
]

/**
 * Who is who among the lines of a file. The other system's number decides; then the e-mail, of somebody who has no such
 * number or for a line without one; then the phone, for lines that say nothing else. An e-mail of someone with another number
 * is refused: a store has one customer an address, and guessing which of two people is meant would mix them up.
 * What is known is never overwritten, only filled; the first line that says something wins.
 */
export class Register {
  readonly #byName = new Map<string, Person[]>()
  readonly #gains = new Map<Person, Gains>()

  /** The better ones first: who stands first is taken when an address or phone has several owners. */
  constructor(people: Person[]) {
    for (const person of people) for (const name of namesOf(person)) this.#list(name, person)
  }

  /** The person that is named, if there is one; throws Rejected when the name is contradictory. Changes nothing. */
  find(named: Named): Person | undefined {
    const { external_id, email, phone } = named
    const owners = email ? this.#of(`email:${email}`) : []
    const other = external_id
      ? owners.map((owner) => owner.external_id).find((id) => id && id !== external_id)
      : undefined
    if (email && other && !owners.some((owner) => owner.external_id === external_id))
      throw new Rejected(refuseLine("import/email-taken", "email", { value: email, customer: other }))
    if (external_id) return this.#of(`id:${external_id}`)[0] ?? owners.find((owner) => !owner.external_id)
    return email ? owners[0] : this.#of(`phone:${phone}`)[0]
  }

  /** What the person named is called, also when nobody knows them yet. */
  whoIs = (named: Named): string => this.find(named)?.who ?? nameOf(named)

  /** Is the line's name free of contradictions? */
  accepts(named: Named): boolean {
    try {
      this.find(named)
      return true
    } catch (error) {
      if (error instanceof Rejected) return false
      throw error
    }
  }

  /** Finds or enters the person, and fills what was not known. */
  enter(named: Named): Person {
    const person = this.find(named) ?? {
      who: nameOf(named),
      made: false,
      became_customer_at: named.became_customer_at,
    }
    person.became_customer_at ??= named.became_customer_at
    const gains = this.#gains.get(person) ?? {}
    for (const field of ["external_id", ...FILLED] as const) {
      const said = named[field]
      // Somebody else's address (known without a number) is not ours to take.
      if (!said || person[field] || (field === "email" && this.#of(`email:${said}`).length > 0)) continue
      person[field] = said
      gains[field] = said
    }
    if (!person.made || Object.keys(gains).length > 0) this.#gains.set(person, gains)
    for (const name of namesOf(person)) this.#list(name, person)
    return person
  }

  /** Does the line, once entered, say something else of the store's own fields than what stayed? */
  differs(named: Named): boolean {
    const person = this.find(named)
    return FILLED.some((field) => named[field] && person?.[field] !== named[field])
  }

  /** Everybody who is new or gained something, with what they gained, in the order of the lines. */
  changed(): { person: Person; gains: Gains }[] {
    return [...this.#gains].map(([person, gains]) => ({ person, gains }))
  }

  readonly #of = (name: string): Person[] => this.#byName.get(name) ?? []

  #list(name: string, person: Person): void {
    const people = this.#byName.get(name)
    if (!people) this.#byName.set(name, [person])
    else if (!people.includes(person)) people.push(person)
  }
}
