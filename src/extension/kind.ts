import type { ZodType } from "zod"
import type { EntryAudience } from "../core/canvas/audience-of"
import type { Here, Thing } from "../core/canvas/check"
import type { SetOperation } from "../core/canvas/set-operation"
import type { Problem } from "../core/problem"
import type { Rule } from "../core/rules/schema"
import type { Labels, Language } from "./labels"
import type { Outcome } from "./outcome"
import type { Starts } from "./starts"
import type { Pace } from "./turn"

export type KindGroup = "who" | "flow" | "sets" | "reach" | "give" | "people" | "measure"
export type Port = { id: string; label: Labels }

/** Something the engine reads for a whole batch of people before `run` is called, with one statement per fact. */
export type FactRequest =
  /** boolean: does the person match this rule now. `at`: where in the settings it stands, for its problems (default: `rule`). */
  | { rule: Rule; at?: string }
  /** the value of a field of the catalogue, e.g. "profile.language" */
  | { field: string }
  /** The way out of this node that was chosen as the best, or null: for who comes from now on. */
  | { winner: true }
  /** SendFact: what became of the message that this visit asked for; null before it did */
  | { send: true }

/** `settled`: no more will become of it. States as in the send ledger: queued, sending, sent, failed, unknown, blocked, cancelled. */
export type SendFact = { state: string; reason: string | null; settled: boolean }

/** What the engine knows of one visit of one person to one node. Times are database time. */
export type Visit = {
  enrollment_id: number
  pid: number
  node_id: string
  visit: number
  entered_at: Date
  /** When this person came to this node (the first call, not the wake-up). */
  arrived_at: Date
  /** What an earlier `wait` handed back. */
  state: Record<string, unknown>
  attempt: number
}

export type RunInput<S> = {
  settings: S
  visit: Visit
  facts: Record<string, unknown>
  now: Date
  /** Store zone, IANA name. */
  zone: string
  /** A number in [0, 1) that is the same for this person, plan and salt for ever. */
  chance: (salt: string) => number
}

/** A question the check asks of the store: does what a setting points at exist. Filled by the module. */
export type CheckInput<S> = {
  settings: S
  path: string
  exists: (thing: Thing, id: string) => boolean
  /** When and by which clock of the store it is asked; without it the drawing alone is checked. */
  here?: Here
}

/**
 * A kind of node. Built-in kinds and guests' kinds use exactly this door.
 *
 * @example
 * defineKind({
 *   id: "exit", group: "flow", icon: "x-mark", label: { en: "Exit" }, settings: z.object({}),
 *   summary: () => ({ en: "Leaves the plan" }), ports: () => [], run: () => ({ do: "leave", reason: "exit" }),
 * })
 */
export type KindDefinition<S = Record<string, unknown>> = {
  /** kebab-case, unique; guests prefix it with their package: "acme:score". */
  id: string
  group: KindGroup
  /** Name of an icon of @medusajs/icons, kebab-case without suffix. */
  icon: string
  label: Labels
  explanation?: Labels
  settings: ZodType<S>
  /** One plain line: what this node will do with these settings. */
  summary: (settings: S) => Labels
  ports: (settings: S) => Port[]
  /** An entry has no input: people come in here when a run starts. */
  entry?: boolean
  /** Of an entry: who comes in when a run starts. */
  audience?: (settings: S) => EntryAudience | null
  /** Milliseconds that everyone surely stays here. A loop is allowed only through a pause of at least a minute. */
  pause?: (settings: S) => number
  /** Refusals beyond the schema (also the schema's own are reported by the check). */
  check?: (input: CheckInput<S>) => Problem[]
  facts?: (settings: S) => Record<string, FactRequest>
  /** Names of events after which people who wait here are asked again at once; what happened, facts say. */
  listens?: (settings: S) => string[]
  /**
   * Stands beside the ways: no edge leads to it or away. Whoever is inside the plan and meets `rule` (`since: "entered"` counts
   * from the entry) leaves before the next step, and soon after one of `events`.
   */
  watches?: (settings: S) => { events: string[]; rule: Rule }
  /**
   * Takes everybody who comes to its inputs at once, when a run starts: only entries and other such nodes lead to it, and
   * `run` is never called.
   */
  set?: (settings: S) => SetOperation
  /** How many people pass in a time, where `run` lets them wait for their turn; see `turn.ts`. */
  paces?: (settings: S) => Pace
  /** Of an entry: people come in one at a time, by what they do or by the day. */
  starts?: Starts<S>
  run: (input: RunInput<S>) => Outcome
}

export type AnyKind = KindDefinition<never>

/** Keeps the settings' type between schema, ports and run, and hides it from the registry. */
export const defineKind = <S>(kind: KindDefinition<S>): AnyKind => kind as unknown as AnyKind

/** The registry's view: settings were parsed by the kind's own schema first. */
export const asRunnable = (kind: AnyKind): KindDefinition<Record<string, unknown>> =>
  kind as unknown as KindDefinition<Record<string, unknown>>

export type { Labels, Language, Outcome, Rule }
