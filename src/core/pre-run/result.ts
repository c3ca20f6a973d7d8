/** Why a figure of a node is not what will surely happen. */
export type Assumption =
  /** Nobody does what is waited for. */
  | "nobody_does_it"
  /** No variant is the winner. */
  | "no_winner"
  /** What cards before this one write about people is not seen by its conditions. */
  | "not_written"
  /** More come than can get it, at the same moment: as many do, but who of them is not said. */
  | "first_come"
  /** Another draw than the run's: as many, but other people. */
  | "other_draw"
  /** People come at very many moments, and were asked about in groups. */
  | "in_groups"

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
}

export type PreRun = {
  no: number
  revision: number
  /** The same where settings and canvas say the same. */
  digest: string
  at: string
  by: string
  took_ms: number
  result: PreRunResult
}
