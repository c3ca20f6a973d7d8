import type { Chance } from "./chance"

const women =
  "Anna,Lena,Marie,Sophie,Emma,Clara,Julia,Laura,Nora,Ida,Mila,Greta,Camille,Chloe,Manon,Sanne,Lotte,Femke,Giulia,Chiara,Elena,Lucia,Carmen,Alba,Hannah,Mia,Ella,Johanna,Paula,Amelie".split(
    ",",
  )
const men =
  "Paul,Jonas,Felix,Max,Lukas,Leon,Ben,Noah,Jakob,Emil,Hugo,Louis,Jules,Thomas,Daan,Bram,Sven,Luca,Marco,Matteo,Pablo,Diego,Javier,Anton,Karl,Moritz,David,Simon,Oskar,Theo".split(
    ",",
  )
const places = [
  {
    country: "de",
    share: 46,
    language: "de",
    surnames:
      "Schmidt,Weber,Fischer,Wagner,Becker,Hoffmann,Koch,Richter,Klein,Wolf,Neumann,Braun,Zimmermann,Krause,Lehmann",
    cities:
      "Berlin 10115,Hamburg 20095,Munich 80331,Cologne 50667,Leipzig 04103,Dresden 01067,Freiburg 79098,Bremen 28195",
  },
  {
    country: "at",
    share: 12,
    language: "de",
    surnames: "Gruber,Huber,Bauer,Steiner,Moser,Mayer,Hofer,Leitner,Berger,Fuchs",
    cities: "Vienna 1010,Graz 8010,Linz 4020,Salzburg 5020",
  },
  {
    country: "fr",
    share: 17,
    language: "fr",
    surnames: "Martin,Bernard,Dubois,Moreau,Laurent,Simon,Michel,Leroy,Roux,Garnier",
    cities: "Paris 75004,Lyon 69002,Nantes 44000,Lille 59000",
  },
  {
    country: "nl",
    share: 12,
    language: "nl",
    surnames: "de Jong,Jansen,de Vries,Bakker,Visser,Smit,Meijer,Mulder,Bos,Vos",
    cities: "Amsterdam 1012,Utrecht 3511,Rotterdam 3011",
  },
  {
    country: "it",
    share: 7,
    language: "it",
    surnames: "Rossi,Ferrari,Russo,Bianchi,Romano,Colombo,Ricci,Marino",
    cities: "Milan 20121,Turin 10121,Bologna 40121",
  },
  {
    country: "es",
    share: 6,
    language: "es",
    surnames: "Garcia,Fernandez,Lopez,Martinez,Sanchez,Perez,Gomez,Ruiz",
    cities: "Madrid 28013,Valencia 46002,Seville 41001",
  },
]
const sources = ["search", "newsletter", "instagram", "friend", "store", "fair"]
const streets =
  "Garden Street,Mill Lane,Station Road,Church Square,Linden Alley,Harbour Quay,School Street,Market Place".split(
    ",",
  )

/** How somebody shops: how many orders a year, how far back the days with orders lie, how far back they joined. */
const habits = [
  { name: "looker", share: 12, orders: [0, 0], from: 0, to: 1 },
  { name: "once", share: 33, orders: [1, 1], from: 0, to: 1 },
  { name: "sometimes", share: 27, orders: [2, 4], from: 0, to: 1 },
  { name: "lapsed", share: 13, orders: [1, 5], from: 0, to: 0.62 },
  { name: "loyal", share: 10, orders: [6, 14], from: 0, to: 1 },
  { name: "new", share: 5, orders: [1, 3], from: 0.86, to: 1 },
] as const

export type Person = {
  id: string
  first_name: string
  last_name: string
  email: string
  phone: string
  gender: "female" | "male" | null
  birthday: string | null
  language: string
  source: string
  account: boolean
  country: string
  city: string
  postal_code: string
  address_1: string
  joined: Date
  habit: (typeof habits)[number]["name"]
  /** How many orders in the year, and the part of it (0 a year ago, 1 today) in which they lie. */
  orders: number
  span: [from: number, to: number]
  likes: number[]
}

const DAY_MS = 86_400_000

/** One customer whom everybody may log in as: `npm run demo` prints the address. */
export const SHOPPER = "shopper@demo.test"

export function makePeople(chance: Chance, count: number, today: Date, shelfCount: number): Person[] {
  const [first, ...others] = makeUp(chance, count, today, shelfCount)
  const shopper: Person = {
    ...first!,
    first_name: "Sam",
    last_name: "Shopper",
    email: SHOPPER,
    account: true,
    joined: new Date(today.getTime() - 400 * DAY_MS),
    habit: "sometimes",
    orders: 4,
    span: [0, 1],
  }
  let lookers = 0
  // Some who only look opened their account in these weeks.
  const seen = others.map((person) => {
    if (person.habit !== "looker" || lookers++ % 12 !== 0) return person
    return { ...person, joined: new Date(today.getTime() - (16 + (lookers % 13)) * DAY_MS) }
  })
  return [shopper, ...seen]
}

function makeUp(chance: Chance, count: number, today: Date, shelfCount: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const habit = habits[chance.weighted(habits.map((h) => h.share))]!
    const place = places[chance.weighted(places.map((p) => p.share))]!
    const female = chance.happens(0.58)
    const first_name = chance.pick(female ? women : men)
    const last_name = chance.pick(place.surnames.split(","))
    const [, city = "", postal_code = ""] = /^(.+) (\S+)$/.exec(chance.pick(place.cities.split(",")))!
    // Half the people came before the year of orders began; the others in the course of it.
    const start = Math.max(habit.from, chance.happens(0.45) ? 0 : chance.next() * 0.8 * habit.to)
    const joinedBefore = start === 0 ? 365 + chance.whole(1, 500) : 365 * (1 - start) + chance.next()
    const letters = `${first_name}.${last_name}`.toLowerCase().replaceAll(" ", "")
    return {
      id: `cus_demo${String(index + 1).padStart(6, "0")}`,
      first_name,
      last_name,
      email: `${letters}${index + 1}@example.com`,
      phone: `+49150${String(1_000_000 + index)}`,
      gender: chance.happens(0.9) ? (female ? "female" : "male") : null,
      birthday: chance.happens(0.72)
        ? `${chance.whole(1950, 2005)}-${pad(chance.whole(1, 12))}-${pad(chance.whole(1, 28))}`
        : null,
      language: place.language,
      source: chance.pick(sources),
      account: habit.name !== "once" || chance.happens(0.5),
      country: place.country,
      city,
      postal_code,
      address_1: `${chance.pick(streets)} ${chance.whole(1, 120)}`,
      joined: new Date(today.getTime() - Math.round(joinedBefore * DAY_MS)),
      habit: habit.name,
      orders: chance.whole(habit.orders[0], habit.orders[1]),
      span: [start, habit.to],
      likes: [
        chance.whole(0, shelfCount - 1),
        chance.whole(0, shelfCount - 1),
        chance.whole(0, shelfCount - 1),
      ],
    }
  })
}

const pad = (n: number) => String(n).padStart(2, "0")
