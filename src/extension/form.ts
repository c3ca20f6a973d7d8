import type { ZodType } from "zod"
import type { Labels } from "./labels"

/** How the admin's generated form shows one setting. Everything is optional: without it a form is made from the schema alone. */
export type FormHints = {
  label?: Labels
  hint?: Labels
  /** What each value of an enum is called. */
  choices?: Record<string, Labels>
  /** Instead of a plain field: a builder, or a picker of things of the store, of which the id (or name) is kept. */
  control?:
    | "rule"
    | "rule-in-canvas"
    | "segment"
    | "list"
    | "coupon-template"
    /** Several products. */
    | "products"
    /** Several sales reps, by the names that profiles hold. */
    | "reps"
    /** The name of an event. */
    | "event"
    /** What narrows the event that the setting `event` beside it names, as in a rule's `where`. */
    | "event-where"
    | "attribute"
    /** A time of the day, "09:00". */
    | "time"
    /** A minute without a zone, "2026-12-01T10:00". */
    | "moment"
    /** One line of text, whatever else the schema allows. */
    | "text"
    /** An id that nobody reads: made by the form. */
    | "made"
  /** It is asked only while another setting of the same form has one of these values. */
  only?: { when: string; is: string[] }
}

/**
 * Puts hints for the form on a setting's schema; the outermost call counts, so put it last.
 *
 * @example
 * z.strictObject({ until: inForm(z.enum(["date", "weekday"]), { label: { en: "Until", zhCN: "等到" } }) })
 */
export const inForm = <T extends ZodType>(schema: T, hints: FormHints): T => schema.meta({ form: hints }) as T
