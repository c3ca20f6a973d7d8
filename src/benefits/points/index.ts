import { z } from "zod"
import { defineBenefit } from "../../extension/benefit"

/** More than this for one person in one step is a slip of the finger. */
const MOST_POINTS = 10_000_000
/** Ten years. */
const MOST_DAYS = 3650

const settings = z.strictObject({
  amount: z.number().int().positive().max(MOST_POINTS),
  /** Whole days of life, in the store's zone; none: they never expire. */
  expires_in_days: z.number().int().positive().max(MOST_DAYS).nullish(),
  note: z.string().max(200).optional(),
})

/** Points into the customer's purse. */
export const points = defineBenefit<z.infer<typeof settings>>({
  id: "points",
  icon: "trophy",
  label: { en: "Points", zhCN: "积分" },
  explanation: {
    en: "Adds points to the customer's balance, to be redeemed at checkout.",
    zhCN: "为客户增加积分，可在结账时抵扣。",
  },
  settings,
  summary: ({ amount, expires_in_days: days }) => ({
    en: days ? `Grants ${amount} points for ${days} days` : `Grants ${amount} points`,
    zhCN: days ? `发放 ${amount} 积分，有效期 ${days} 天` : `发放 ${amount} 积分`,
  }),
  grant: ({ amount, expires_in_days, note }) => [
    { type: "points", amount, expires_in_days: expires_in_days ?? null, ...(note ? { note } : {}) },
  ],
})
