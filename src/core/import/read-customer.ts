import { MOST_GROWTH } from "../profile/change"
import { MOST_RELATIONS, type RelatedPerson } from "../profile/relation"
import { isZone } from "../time/zone"
import { refuseLine } from "./problems"
import {
  type Reading,
  Rejected,
  readBirthday,
  readChoice,
  readDay,
  readEmail,
  readInstant,
  readInteger,
  refuseLong,
} from "./values"

/** One person of a customers file, ready to be written. Absent means: leave what we know as it is. */
export type ImportedCustomer = {
  external_id?: string
  email?: string
  phone?: string
  first_name?: string
  last_name?: string
  company?: string
  columns: Record<string, string>
  became_customer_at?: Date
  tags: string[]
  /** `no`: as the file numbers them. */
  relations: (RelatedPerson & { no: number })[]
  attributes: Record<string, string | number | boolean>
}

const GENDERS = {
  female: "female",
  f: "female",
  w: "female",
  woman: "female",
  male: "male",
  m: "male",
  man: "male",
  other: "other",
  x: "other",
  diverse: "other",
  d: "other",
} as const

const RELATED = {
  child: "child",
  son: "child",
  daughter: "child",
  kid: "child",
  spouse: "spouse",
  wife: "spouse",
  husband: "spouse",
  partner: "spouse",
  parent: "parent",
  mother: "parent",
  father: "parent",
  sibling: "sibling",
  brother: "sibling",
  sister: "sibling",
  pet: "pet",
  cat: "pet",
  dog: "pet",
  other: "other",
} as const

/** Text columns of the profile that are taken as they are. */
const PLAIN = ["language", "province", "city", "source", "tier", "home_store", "rep", "referrer"] as const
const DAYS = ["member_since", "membership_expires_at"] as const

export function readCustomer(
  known: Record<string, string>,
  attributes: Record<string, string | number | boolean>,
  { zone, now }: Reading,
): ImportedCustomer {
  if (!known.customer_id && !known.email && !known.phone) {
    throw new Rejected(refuseLine("import/nobody", "", { columns: "customer_id, e-mail or phone" }))
  }
  refuseLong(known)
  const columns: Record<string, string> = {}
  for (const name of PLAIN) if (known[name]) columns[name] = known[name]
  if (known.gender) columns.gender = readChoice("gender", known.gender, GENDERS)
  if (known.birthday) columns.birthday = readBirthday("birthday", known.birthday, now)
  if (known.growth_value)
    columns.growth_value = String(readInteger("growth_value", known.growth_value, { most: MOST_GROWTH }))
  for (const name of DAYS) if (known[name]) columns[name] = readDay(name, known[name])
  if (known.country) {
    if (!/^[a-z]{2}$/i.test(known.country)) throw new Rejected(refuseLine("import/country", "country"))
    columns.country = known.country.toLowerCase()
  }
  if (known.zone) {
    if (!isZone(known.zone)) throw new Rejected(refuseLine("import/zone", "zone"))
    columns.zone = known.zone
  }
  return {
    external_id: known.customer_id,
    email: known.email ? readEmail("email", known.email) : undefined,
    phone: known.phone,
    first_name: known.first_name,
    last_name: known.last_name,
    company: known.company,
    columns,
    became_customer_at: known.became_customer_at
      ? readInstant("became_customer_at", known.became_customer_at, { zone, now })
      : undefined,
    tags: (known.tags ?? "")
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
    relations: readRelations(known, now),
    attributes,
  }
}

function readRelations(known: Record<string, string>, now: Date): ImportedCustomer["relations"] {
  const numbers = Array.from({ length: MOST_RELATIONS }, (_, i) => i + 1)
  return numbers.flatMap((no) => {
    const [kind, name, birthday] = ["kind", "name", "birthday"].map((what) => known[`relation_${no}_${what}`])
    if (!kind && !name && !birthday) return []
    const at = `relation_${no}_kind`
    if (!kind) throw new Rejected(refuseLine("import/relation", at))
    return {
      no,
      relation: readChoice(at, kind, RELATED),
      name: name ?? null,
      birthday: birthday ? readBirthday(`relation_${no}_birthday`, birthday, now) : null,
    }
  })
}
