import { ReadableDay } from "../core/message/readable-day"

export type Sample = Record<string, unknown>

const coupon = {
  code: "EXAMPLE10",
  name: "Example coupon",
  expires_at: new ReadableDay(new Date("2030-12-24T12:00:00Z"), "UTC", "en"),
}

/** Whom a text is tried for while it is written: somebody of whom much is known, and somebody of whom nothing is. */
export const SAMPLES: readonly Sample[] = [
  {
    customer: {
      id: "cus_example",
      email: "alex@example.com",
      phone: "+49 30 1234567",
      first_name: "Alex",
      last_name: "Example",
      company: "Example Ltd",
      language: "en",
      country: "de",
      city: "Berlin",
      gender: "female",
      birthday: "1990-05-17",
      tags: ["regular", "newsletter"],
      attributes: {},
    },
    points: { balance: 120 },
    coupons: [coupon],
    coupon,
    event: {
      name: "catalog price",
      title: "Leather boots",
      variant_title: "Size 38",
      handle: "leather-boots",
      amount: "79.00",
      old_price: "99.00",
      new_price: "79.00",
      currency: "EUR",
      percent: 20,
      available: 3,
    },
    member: {},
    store: { url: "https://shop.example" },
    unsubscribe_url: "https://shop.example/m/u/0",
    preferences_url: "https://shop.example/m/p/0",
  },
  {
    customer: {},
    points: {},
    coupons: [],
    coupon: null,
    event: null,
    member: {},
    store: {},
    unsubscribe_url: "",
    preferences_url: "",
  },
]
