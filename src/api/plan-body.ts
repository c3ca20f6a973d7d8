import { z } from "zod"
import { readBody } from "./read-body"

const mergedSchema = z.object({ merged: z.boolean().default(false) })

/** Takes `merged` out of a body. Throws Refused when it is neither true nor false. */
export function withMerged(body: unknown): { merged: boolean; rest: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { merged: false, rest: body }
  const { merged, ...rest } = body as Record<string, unknown>
  return { ...readBody(mergedSchema, { merged }), rest }
}

const revisionSchema = z.object({ revision: z.int().positive().optional() })

/** Takes the caller's `revision` out of a body; the rest is the verb's to read. Throws Refused when it is no number. */
export function withRevision(body: unknown): { revision?: number; rest: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { rest: body }
  const { revision, ...rest } = body as Record<string, unknown>
  return { ...readBody(revisionSchema, { revision }), rest }
}

const dryRunSchema = z.object({ dry_run: z.boolean().default(false) })

/** Takes `dry_run` out of a body. Throws Refused when it is neither true nor false. */
export function withDryRun(body: unknown): { dry_run: boolean; rest: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { dry_run: false, rest: body }
  const { dry_run, ...rest } = body as Record<string, unknown>
  return { ...readBody(dryRunSchema, { dry_run }), rest }
}

const noteSchema = z.object({ note: z.string().trim().max(500).optional() })

/** The words with which a version is published. Throws Refused when they are too many. */
export const noteOf = (body: unknown): string | undefined => {
  const given = typeof body === "object" && body !== null ? (body as { note?: unknown }).note : undefined
  return readBody(noteSchema, { note: given ?? undefined }).note || undefined
}

const reasonSchema = z.object({ reason: z.string().trim().max(500).optional() })

/** Why something is decided. Throws Refused when it is too long, or no text. */
export const reasonOf = (body: unknown): string | undefined => {
  const given = typeof body === "object" && body !== null ? (body as { reason?: unknown }).reason : undefined
  return readBody(reasonSchema, { reason: given ?? undefined }).reason || undefined
}

const submittedSchema = z.object({ revision: z.int().positive() })

/** The revision that the caller decides about. Throws Refused where it is missing. */
export const submittedRevision = (body: unknown): number =>
  readBody(submittedSchema, { revision: (body as { revision?: unknown } | null | undefined)?.revision })
    .revision
