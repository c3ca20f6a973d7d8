import { createHash } from "node:crypto"
import type { Canvas } from "../../../core/canvas/schema"
import type { PlanNow } from "../plans/get-plan"

/** The same where settings and canvas say the same. */
export const digestOf = ({ settings, canvas }: Pick<PlanNow, "settings" | "canvas">): string =>
  createHash("sha256").update(JSON.stringify({ settings, canvas })).digest("base64url")

export const takesBack = ({ nodes }: Canvas): boolean => nodes.some(({ kind }) => kind === "take-back")
