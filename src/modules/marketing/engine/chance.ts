import { createHash } from "node:crypto"

const SIX_BYTES = 2 ** 48

/** A number in [0, 1) that is the same for this plan, person and salt for ever, on every machine. */
export const chanceFor =
  (plan_no: number, pid: number) =>
  (salt: string): number =>
    createHash("sha256").update(`${plan_no}:${pid}:${salt}`).digest().readUIntBE(0, 6) / SIX_BYTES
