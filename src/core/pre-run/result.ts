/** Why a figure of a node is not what will surely happen. */
export type Assumption =
  /** Nobody does what is waited for. */
  | "nobody_does_it"
  /** What somebody did since they came in, or since a card, is asked; and nobody does anything. */
  | "nothing_since"
  /** No variant is the winner. */
  | "no_winner"
  /** What cards before this one change of what it asks cannot be foreseen: a score, which of several reps. */
  | "not_written"
  /** More come than can get it, at the same moment: as many do, but who of them is not said. */
  | "first_come"
  /** Another draw than the run's: as many, but other people. */
  | "other_draw"
  /** People come at very many moments, and were asked about in groups. */
  | "in_groups"
  /** What a replay does not really send is neither opened nor clicked, nor what it does not really give used. */
  | "not_answered"
  /** Who comes in again has their turn apart from the others. */
  | "by_turns"
  /** Who is inside several times at once, or shares an address, may get one message more than the limits allow. */
  | "overtaken"
  /** Visitors did it, and became known only later: it counts as known from the moment it was done. */
  | "known_later"
  /** When a cart went that is gone without an order is not kept: it counts as open on. */
  | "carts_gone"
  /** What the trigger hears of is not kept, or not for so long. */
  | "no_history"

export type PreRunMessages = { sent: number; queued: number; blocked: number; failed: number }

/** As the live counts of a node; `waiting`: still there when the pre-run stops looking, `parked`: it would fail for them. */
export type PreRunNode = {
  node: string
  in: number
  waiting: number
  retrying: number
  parked: number
  /** How many leave by each port; "" who leaves the plan there. */
  passed: Record<string, number>
  messages?: PreRunMessages
  /** When the first comes and the last leaves. */
  first_at?: string
  last_at?: string
  assumed: Assumption[]
}

/** Minor units by currency. */
export type MoneyByCurrency = Record<string, number>

export type PreRunResult = {
  /** What was known then. */
  as_of: string
  /** When the plan begins in it. */
  begins_at: string
  /** What happens later than this is not looked at. */
  until: string
  entry: { audience: number; entered: number; held_out: number; turned_away: Record<string, number> }
  nodes: PreRunNode[]
  /** `cost`: null where the channel does not state a price. */
  channels: { channel: string; sent: number; blocked: number; cost: MoneyByCurrency | null }[]
  blocked: { channel: string; reason: string; count: number }[]
  /** Messages that wait for a time; `last_at`: when the last of them goes. */
  held: { channel: string; reason: string; count: number; last_at: string }[]
  coupons: {
    template_id: string
    name: string
    granted: number
    refused: Record<string, number>
    /** What they are worth at most; null where that depends on the cart. */
    liability: MoneyByCurrency | null
  }[]
  points: { granted: number; refused: Record<string, number>; liability: MoneyByCurrency }
  taken_back: { points: number; coupons: number }
  /** Requests to other systems. */
  calls: number
  ends: { through: number; inside: number; failed: number; left: Record<string, number> }
  /** When messages go out; by the hour, or by the day of the store where that were too many. */
  when: { by: "hour" | "day"; sent: { at: string; count: number }[] }
  /** Of a replay on the store's past. */
  replay?: Replay
}

/** What people really did from coming in until the plan's orders would no longer count for it. */
export type Deeds = {
  people: number
  visited: number
  ordered: number
  orders: number
  /** What they paid, less what was refunded since. */
  paid: MoneyByCurrency
}

export type Replay = {
  days: number
  /** By the store's calendar. */
  per_day: { day: string; entered: number; held_out: number }[]
  /** What of people is not kept as it was, but taken as it is today. */
  as_today: { node: string; facts: { en: string; zhCN?: string }[] }[]
  deeds: { window_days: number; entered: Deeds; held_out: Deeds }
  /** The first who came in. `ended`: "" by the end of a way, null: still inside, else why they left. */
  first: FirstIn[]
}

/** Who is known by name only while they are in the store. */
export type FirstIn = {
  pid: number
  customer_id?: string
  name?: string | null
  entered_at: string
  /** The cards they came past. */
  way: string[]
  ended: string | null
}

export type PreRun = {
  no: number
  revision: number
  /** The same where settings and canvas say the same. */
  digest: string
  at: string
  by: string
  took_ms: number
  /** Of a replay: how many days of the past; null: it looks ahead. */
  days: number | null
  result: PreRunResult
}
