import { isZone } from "../time/zone"
import {
  type Reading,
  Rejected,
  readBirthday,
  readChoice,
  readDay,
  readEmail,
  readInstant,
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

/** Text columns of the profile that are taken as they are. */
const PLAIN = ["language", "province", "city", "source", "tier", "home_store", "rep", "referrer"] as const
const DAYS = ["member_since", "membership_expires_at"] as const

export function readCustomer(
  known: Record<string, string>,
  attributes: Record<string, string | number | boolean>,
  { zone, now }: Reading,
): ImportedCustomer {
  if (!known.customer_id && !known.email && !known.phone) {
    throw new Rejected(
      null,
      "import/nobody",
      "The line names nobody: it has no customer_id, e-mail or phone.",
    )
  }
  refuseLong(known)
  const columns: Record<string, string> = {}
  for (const name of PLAIN) if (known[name]) columns[name] = known[name]
  if (known.gender) columns.gender = readChoice("gender", known.gender, GENDERS)
  if (known.birthday) columns.birthday = readBirthday("birthday", known.birthday, now)
  for (const name of DAYS) if (known[name]) columns[name] = readDay(name, known[name])
  if (known.country) {
    if (!/^[a-z]{2}$/i.test(known.country))
      throw new Rejected("country", "import/country", "A country is two letters such as DE.")
    columns.country = known.country.toLowerCase()
  }
  if (known.zone) {
    if (!isZone(known.zone))
      throw new Rejected("zone", "import/zone", "A zone is a name such as Europe/Berlin.")
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
    attributes,
  }
}
