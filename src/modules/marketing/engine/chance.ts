import { hash } from "node:crypto"

const SIX_BYTES = 2 ** 48

/** A number in [0, 1) that is the same for this plan, person and salt for ever, on every machine. */
export const chanceFor =
  (plan_no: number, pid: number) =>
  (salt: string): number =>
    Number.parseInt(hash("sha256", `${plan_no}:${pid}:${salt}`, "hex").slice(0, 12), 16) / SIX_BYTES

/** The same for who only looks ahead. */
export const chanceOf = () => chanceFor

export type ChanceOf = ReturnType<typeof chanceOf>
