import fc from "fast-check"
import { type Order, OrderBook, type Spoken } from "./order-book"

const line = (hash: string, given: Partial<Spoken> = {}): Spoken => ({
  order_id: "o1",
  placed_at: new Date("2026-01-01T00:00:00Z"),
  product: "Soap",
  amount: 100,
  currency: "eur",
  hash,
  ...given,
})

/** What another file finds: the same orders, nothing spoken of yet. */
const later = (book: OrderBook): OrderBook =>
  new OrderBook(
    book.touched().map((o): Order => ({ ...o, lines: o.lines.map((l) => ({ ...l, met: false })) })),
    new Map([["1", book.sumsOf("1")]]),
  )
const read = (book: OrderBook, lines: Spoken[]) =>
  lines.map((l) => (book.repeats(l) ? "again" : book.take(l, "1").line))
const linesOf = (book: OrderBook) => book.touched()[0]!.lines

describe("which line of an order a file speaks of", () => {
  it("takes the same line twice in one file once, and other lines of a product for themselves", () => {
    const book = new OrderBook([], new Map())
    expect(read(book, [line("a"), line("a"), line("b", { amount: 50 })])).toEqual([1, "again", 2])
  })

  it("corrects in a later file what had more to say, and adds nothing", () => {
    const first = new OrderBook([], new Map())
    read(first, [line("a"), line("b", { product: "Comb" })])
    const second = later(first)
    expect(read(second, [line("a+", { status: "refunded" }), line("b+", { product: "Comb" })])).toEqual([
      1, 2,
    ])
    expect(linesOf(second).map((l) => [l.amount, l.status])).toEqual([
      [100, "refunded"],
      [100, "paid"],
    ])
  })

  it("finds the line that is meant among several of one product: the same, the alike, the next", () => {
    const first = new OrderBook([], new Map())
    read(first, [line("a", { amount: 700 }), line("b", { amount: 300 }), line("c", { amount: 50 })])
    const second = later(first)
    const again = [
      line("b+", { amount: 300, status: "refunded" }),
      line("c", { amount: 50 }),
      line("x", { amount: 9 }),
    ]
    expect(read(second, again)).toEqual([2, "again", 1])
    expect(linesOf(second).map((l) => [l.amount, l.status])).toEqual([
      [9, "paid"],
      [300, "refunded"],
      [50, "paid"],
    ])
  })

  it("goes by the line id when there is one: twins count twice, and the later word on one holds", () => {
    const book = new OrderBook([], new Map())
    const [a, b] = [line("a", { line_id: "1" }), line("b", { line_id: "2" })]
    expect(read(book, [a, b, line("c", { line_id: "1", amount: 7 })])).toEqual([1, 2, 1])
    expect(linesOf(book).map((l) => l.amount)).toEqual([7, 100])
  })

  it("keeps what a later file does not say", () => {
    const first = new OrderBook([], new Map())
    read(first, [line("a", { quantity: 3, discount: 10, status: "refunded" })])
    const second = later(first)
    read(second, [line("b", { amount: 90 })])
    expect(linesOf(second)[0]).toMatchObject({ quantity: 3, discount: 10, status: "refunded", amount: 90 })
  })

  it("refuses another customer, another currency, endless orders and absurd sums, and then changes nothing", () => {
    const book = new OrderBook([], new Map())
    book.take(line("a"), "1")
    expect(() => book.take(line("b"), "2")).toThrow("Order o1 belongs to another customer.")
    expect(() => book.take(line("b", { currency: "usd" }), "1")).toThrow("Order o1 is in EUR.")
    const rich = new OrderBook([], new Map([["1", { quantity: 1_999_999_999, amount: 99_999_999_999_999 }]]))
    expect(() => rich.take(line("a", { quantity: 2, amount: 0 }), "1")).toThrow("2000000000 pieces")
    expect(() => rich.take(line("a", { amount: 2 }), "1")).toThrow("more than can be kept")
    expect(rich.touched()).toEqual([])
    const long = new OrderBook([], new Map())
    for (let n = 1; n <= 10_000; n++) long.take(line(`${n}`, { product: `p${n}`, amount: 0 }), "1")
    expect(() => long.take(line("x"), "1")).toThrow("at most 10000 lines")
  })

  it("says the same of a file however often it comes, in whatever order of its lines", () => {
    const file = fc.array(
      fc.record({ product: fc.constantFrom("a", "b"), amount: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 8 },
    )
    const spoken = (rows: { product: string; amount: number }[], more = "") =>
      rows.map((row, n) =>
        line(`${row.product} ${row.amount}${more}`, {
          ...row,
          order_id: "o1",
          line_id: undefined,
          sales_channel: more + n,
        }),
      )
    const amounts = (book: OrderBook) =>
      book
        .touched()
        .flatMap((o) => o.lines.map((l) => `${l.key} ${l.amount}`))
        .sort()
    fc.assert(
      fc.property(file, (rows) => {
        const first = new OrderBook([], new Map())
        read(first, spoken(rows))
        const second = later(first)
        read(second, spoken([...rows].reverse(), "+"))
        expect(amounts(second)).toEqual(amounts(first))
        expect(second.sumsOf("1")).toEqual(first.sumsOf("1"))
      }),
    )
  })
})
