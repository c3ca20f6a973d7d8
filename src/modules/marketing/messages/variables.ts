import { ReadableDay } from "../../../core/message/readable-day"
import type { CouponRow, PersonRow } from "./store/people"
import { signToken } from "./tokens"

export type Variables = Record<string, unknown>

/** Where the links of one message lead to, and the secret that signs them. */
export type LinkGround = { publicUrl: string; secret: string }

export const linksOf = ({ publicUrl, secret }: LinkGround, token: string) => ({
  unsubscribe: `${publicUrl}/m/u/${signToken(secret, "unsubscribe", token)}`,
  preferences: `${publicUrl}/m/p/${signToken(secret, "preferences", token)}`,
  open: `${publicUrl}/m/o/${signToken(secret, "open", token)}`,
})

/**
 * What Liquid sees for one person. Missing values are empty, so `{{ customer.first_name | default: "there" }}` works.
 * `zone`: the store's, for the day on which a coupon expires.
 */
export function variablesFor(
  person: PersonRow | undefined,
  coupons: CouponRow[],
  ground: LinkGround,
  token: string,
  zone: string,
): Variables {
  const links = linksOf(ground, token)
  const { pid: _, points, customer_id, ...known } = person ?? { ...NOBODY, points: 0 }
  const day = (at: Date | null) => at && new ReadableDay(at, zone, known.language)
  const list = coupons.map(({ code, name, expires_at }) => ({ code, name, expires_at: day(expires_at) }))
  return {
    customer: { id: customer_id, ...known },
    points: { balance: points },
    coupons: list,
    coupon: list.at(-1) ?? null,
    store: { url: ground.publicUrl },
    unsubscribe_url: links.unsubscribe,
    preferences_url: links.preferences,
  }
}

const NOBODY: PersonRow = {
  pid: 0,
  customer_id: "",
  email: null,
  phone: null,
  first_name: null,
  last_name: null,
  company: null,
  language: null,
  country: null,
  city: null,
  gender: null,
  birthday: null,
  tags: [],
  attributes: {},
  points: 0,
}

/** Who a preview speaks to when no customer is chosen. */
export const EXAMPLE_PERSON: PersonRow = {
  ...NOBODY,
  customer_id: "cus_example",
  email: "alex@example.com",
  first_name: "Alex",
  last_name: "Example",
  language: "en",
  country: "de",
  city: "Berlin",
  points: 120,
}

export const exampleCoupon = (now: Date): CouponRow => ({
  pid: 0,
  run_no: 0,
  code: "EXAMPLE10",
  name: "Example coupon",
  expires_at: new Date(now.getTime() + 14 * 86_400_000),
})
