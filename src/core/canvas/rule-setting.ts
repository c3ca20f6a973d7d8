import { z } from "zod"
import type { Rule } from "../rules/schema"

/**
 * A rule inside a node's settings. Only its outer shape is read here; the rule itself is checked with the store's
 * catalogue of fields when the plan is checked, so that a problem gets its path into the rule.
 */
export const ruleSetting = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Rule>
