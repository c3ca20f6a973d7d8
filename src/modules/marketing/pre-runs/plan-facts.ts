import { createHash } from "node:crypto"
import type { Canvas } from "../../../core/canvas/schema"
import type { Rule } from "../../../core/rules/schema"
import type { Drawing } from "../engine/drawing"
import type { PlanNow } from "../plans/get-plan"

/** The same where settings and canvas say the same. */
export const digestOf = ({ settings, canvas }: Pick<PlanNow, "settings" | "canvas">): string =>
  createHash("sha256").update(JSON.stringify({ settings, canvas })).digest("base64url")

export const takesBack = ({ nodes }: Canvas): boolean => nodes.some(({ kind }) => kind === "take-back")

/** All that cards ask about people on their way. */
export const asksIn = ({ stops, watches }: Drawing): { rules: Rule[]; fields: string[] } => ({
  rules: [
    ...[...stops.values()].flatMap(({ rules }) => rules.map(({ rule }) => rule)),
    ...watches.map(({ rule }) => rule),
  ],
  fields: [...stops.values()].flatMap(({ fields }) => fields.map(([, field]) => field)),
})
