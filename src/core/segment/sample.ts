import { z } from "zod"
import type { Problem } from "../problem"
import { readBy } from "../read-by"
import { refuse } from "./problems"

/**
 * A random part of the people whom a segment's rule describes. The seed and the person decide, nothing else: whoever is
 * among 10 percent is among 20 percent of the same seed, and stays there while others come and go.
 */
export type Sample = { percent: number; seed: string } | { number: number; seed: string }

const seed = z.union([z.string().trim().min(1).max(100), z.int().transform(String)]).optional()
const percent = z.number().gt(0).max(100)
const number = z.int().min(1).max(100_000_000)

const shape = z.strictObject({ percent: percent.optional(), number: number.optional(), seed })

/** What was given as a sample. Without a seed it gets `ownSeed`, so that two samples are independent of each other. */
export function readSample(given: unknown, ownSeed: string): { sample: Sample } | { problems: Problem[] } {
  const read = readBy(shape, given, "sample", (path, misfit) => refuse("segment/sample", path, misfit))
  if (!read.data) return read
  const { percent, number, seed = ownSeed } = read.data
  if (percent !== undefined && number === undefined) return { sample: { percent, seed } }
  if (number !== undefined && percent === undefined) return { sample: { number, seed } }
  return {
    problems: [
      refuse("segment/sample", "sample", { message: "Say either a percent or a number of people." }),
    ],
  }
}

/** Draws are compared with this: the first 32 bits of a hash. */
const DRAWS = 2 ** 32

/** Below which draw somebody is in. */
export const drawBelow = (percent: number): number => (percent / 100) * DRAWS
