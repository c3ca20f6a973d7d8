/** How a test goes on where somebody waits for something to happen. */
export const TRIAL_EVENTS = ["timeout", "happened", "ask"] as const
/** Which way it takes where there are several: the one that follows from what is known, or the one that the tester says. */
export const TRIAL_WAYS = ["facts", "ask"] as const
/** Nobody looks at a card for longer than this. */
export const LONGEST_PAUSE_S = 60

export type TrialSettings = {
  /** The entry at which the person is put in. */
  entry: string
  /** Messages go here and nowhere else. */
  to: string[]
  /** A wait takes so many seconds at most. */
  pause_s: number
  events: (typeof TRIAL_EVENTS)[number]
  ways: (typeof TRIAL_WAYS)[number]
  /** Other systems are really told. */
  calls: boolean
}

/** `going`: by itself · `asking`: until the tester says by which way · the others: it is over. */
export type TrialState = "going" | "asking" | "through" | "left" | "stuck" | "ended"

/** What a card would have written. Nothing of it is. */
export type TrialEffect = {
  /** As the card says it: its type, and what of whom. */
  effect: { type: string } & Record<string, unknown>
  /** The name behind an id in it, e.g. of a coupon template. */
  name?: string
  done: boolean
  reason?: string
  /** Of what is given: when it runs out. */
  expires_at?: string
  /** Of what is taken back: how much there was. */
  taken?: number
}

/** What another system would have been told, or was. */
export type TrialCall = {
  url: string
  body: Record<string, unknown>
  /**
   * null: it was not told, because nobody asked for that. Errors of ours, by which it was not told either: `not_test_customer`,
   * `too_many`, `ended`; `unknown`: a worker died over it.
   */
  answer: { taken: boolean; error?: string; detail?: string | null } | null
}

/** One hand-over to a test address; states and reasons as in the send ledger. */
export type TrialDelivery = { to: string; state: string; reason: string | null }

export type TrialMessage = {
  nth: number
  channel: string
  deliveries: TrialDelivery[]
  /**
   * Why it went nowhere, where it did not: `no_test_address`, `not_test_customer`, `too_many`, `ended`, `blocked_address`,
   * `render_failed`, `no_content`.
   */
  kept: string | null
  /** What would have become of it if the person had come here by the plan. */
  would: { state: string; reason: string | null; held: string | null }
}

export type TrialStep = {
  hop: number
  node: string
  visit: number
  state: "here" | "passed"
  port: string | null
  reason: string | null
  /** By the test's own clock, which leaps over waits. */
  arrived_at: string
  left_at: string | null
  /** When it really was. */
  at: string
  /** Stands here until then, by the test's own clock. */
  until: string | null
  /** Ways out, with the one that would be taken, where the tester was or is asked. */
  ways: string[]
  suggested: string | null
  /** The tester took another way than the one that would be. */
  chosen: boolean
  /** Of an entry or a node over sets: whether the person would come in, or on, here; null where nobody can say. */
  fits: boolean | null
  effects: TrialEffect[]
  calls: TrialCall[]
  messages: TrialMessage[]
  error: string | null
}

export type TrialPerson = { id: string; name: string | null; email: string | null; is_test: boolean }

/** A test without its drawing and steps, as lists show it. */
export type TrialEntry = {
  no: number
  at: string
  by: string
  revision: number
  state: TrialState
  reason: string | null
  person: TrialPerson
  settings: TrialSettings
}

/** How long a wait between two moments takes in a test. */
export const shortened = (from: Date, until: Date, pause_s: number): number =>
  Math.max(0, Math.min(until.getTime() - from.getTime(), pause_s * 1000))
