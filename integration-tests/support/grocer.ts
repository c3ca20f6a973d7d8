import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gzipSync } from "node:zlib"

/** As many as The Complete Journey has. */
const SALES = 75_000
const HOUSEHOLDS = 2_400
const KNOWN_HOUSEHOLDS = 801
const BASKETS = 47_000
const PRODUCTS = 20_000
const DEPARTMENTS = ["GROCERY", "GROCERY", "GROCERY", "DRUG GM", "PRODUCE", "MEAT", "DELI", "PASTRY"]

/** A small congruential generator (Numerical Recipes): the same numbers on every machine. */
function dice(seed: number) {
  let state = seed >>> 0
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/**
 * Writes a made-up grocer's year to a folder of its own: files of the same names, columns, size and oddities as The
 * Complete Journey's (free lines, quantities of nought, empty cells, amounts like 4.4e-16), the same on every machine.
 */
export function makeUpGrocer(): string {
  const roll = dice(84_51)
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)]!
  const folder = mkdtempSync(path.join(tmpdir(), "grocer-"))
  const write = (file: string, rows: string[]) =>
    writeFileSync(path.join(folder, file), gzipSync(`${rows.join("\n")}\n`))

  const quoted = (cells: (string | number)[]) =>
    cells.map((cell) => (cell === "" ? "" : `"${cell}"`)).join(",")
  const demographics = Array.from({ length: KNOWN_HOUSEHOLDS }, (_, n) =>
    quoted([
      n * 3 + 1,
      pick(["19-24", "25-34", "35-44", "45-54", "45-54", "55-64", "65+"]),
      pick(["Under 15K", "35-49K", "50-74K", "75-99K", "250K+"]),
      pick(["Homeowner", "Homeowner", "Renter", ""]),
      pick(["Married", "Unmarried", ""]),
      pick(["1", "2", "3", "4", "5+"]),
      pick(["2 Adults No Kids", "1 Adult No Kids", "2 Adults Kids", "1 Adult Kids"]),
      pick(["0", "0", "1", "2", "3+"]),
    ]),
  )
  write("demographics.csv.gz", [
    quoted([
      "household_id",
      "age",
      "income",
      "home_ownership",
      "marital_status",
      "household_size",
      "household_comp",
      "kids_count",
    ]),
    ...demographics,
  ])

  const newYear = Date.UTC(2017, 0, 1, 7)
  const baskets = Array.from({ length: BASKETS }, (_, n) => {
    const at = new Date(newYear + roll(364 * 86_400) * 1000).toISOString()
    // Some come often and some seldom, as people do.
    const household = 1 + Math.min(roll(HOUSEHOLDS), roll(HOUSEHOLDS))
    return {
      id: 31_000_000_000 + n * 7,
      household,
      at: at.slice(0, 19).replace("T", " "),
      store: 300 + roll(100),
    }
  })
  const bought = new Set<string>()
  const sales: string[] = []
  while (sales.length < SALES) {
    // Every basket has a line before any has a second.
    const basket = sales.length < BASKETS ? baskets[sales.length]! : pick(baskets)
    const product = 800_000 + roll(PRODUCTS)
    if (bought.has(`${basket.id} ${product}`)) continue
    bought.add(`${basket.id} ${product}`)
    const odd = roll(1000)
    const quantity = odd < 5 ? 0 : pick([1, 1, 1, 1, 1, 2, 2, 3, 4])
    const value = odd === 0 ? "4.440892e-16" : odd < 7 ? 0 : (25 + roll(900) * quantity) / 100
    const discount = roll(300) / 100
    sales.push(
      `${[`"${basket.household}"`, `"${basket.store}"`, `"${basket.id}"`, `"${product}"`, quantity, value, discount, 0, 0].join(",")},${1 + roll(53)},${basket.at}`,
    )
  }
  const table = (header: string[], rows: (string | number)[][]) => [quoted(header), ...rows.map(quoted)]
  write(
    "products.csv.gz",
    table(
      [
        "product_id",
        "manufacturer_id",
        "department",
        "brand",
        "product_category",
        "product_type",
        "package_size",
      ],
      Array.from({ length: PRODUCTS }, (_, n) => [
        800_000 + n,
        1 + roll(900),
        pick(DEPARTMENTS),
        pick(["National", "Private"]),
        "BREAD",
        "BREAD, WHITE",
        "",
      ]),
    ),
  )
  const campaigns = Array.from({ length: 27 }, (_, n) => ({
    id: n + 1,
    type: ["Type A", "Type B", "Type B", "Type C"][n % 4]!,
    start: new Date(newYear + n * 12 * 86_400_000).toISOString().slice(0, 10),
  }))
  write(
    "campaign_descriptions.csv.gz",
    table(
      ["campaign_id", "campaign_type", "start_date", "end_date"],
      campaigns.map(({ id, type, start }) => [id, type, start, "2018-02-28"]),
    ),
  )
  const received = campaigns.flatMap(({ id }) =>
    Array.from({ length: HOUSEHOLDS }, (_, n) => n + 1)
      .filter(() => roll(10) === 0)
      .map((household) => [id, household]),
  )
  write("campaigns.csv.gz", table(["campaign_id", "household_id"], received))
  write(
    "coupon_redemptions.csv.gz",
    table(
      ["household_id", "coupon_upc", "campaign_id", "redemption_date"],
      received
        .filter(() => roll(3) === 0)
        .map(([campaign, household]) => [
          household!,
          10_000_085_207 + roll(500),
          campaign!,
          campaigns[campaign! - 1]!.start,
        ]),
    ),
  )
  write("transactions_sample.csv.gz", [
    `${["household_id", "store_id", "basket_id", "product_id", "quantity", "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc", "week", "transaction_timestamp"].map((c) => `"${c}"`).join(",")}`,
    ...sales,
  ])
  return folder
}
