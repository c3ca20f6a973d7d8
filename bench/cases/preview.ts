import type { Case, Ground } from "../bench"
import { PAIRS } from "../rules"

/** What a preview answers, written by hand: the count, ten of them, who can be reached by each channel, and everybody. */
const asked = (where: string) => `
  select count(*)::int as n, (array_agg(p.pid))[1:10] as sample,
         (count(*) filter (where p.email is not null and p.consents ->> 'email' = 'yes'))::int as email,
         (count(*) filter (where p.has_account))::int as inbox,
         count(*)::int as log,
         ((select count(*) from marketing_profile) - (select count(*) from marketing_profile where deleted_at is not null))::int as total
    from marketing_profile p where p.deleted_at is null and ${where}`

type Answer = { n: number; total: number; email: number; inbox: number; log: number }
/** Both sides must answer this. */
const said = ({ n, total, email, inbox, log }: Answer) => JSON.stringify({ n, total, email, inbox, log })

/** So many people that a rule which finds none of them shows nothing. */
const ENOUGH = 100_000

export const previewCases = ({ database, marketing, customers }: Ground): Case[] =>
  PAIRS.map(({ name, rule, sql }) => ({
    name: `preview: ${name}`,
    ours: async () => {
      const { count, total, reachable } = await marketing.previewRule({ rule })
      if (count === 0 && customers >= ENOUGH) throw new Error(`${name}: nobody is meant.`)
      return said({ n: count, total, ...(reachable as Pick<Answer, "email" | "inbox" | "log">) })
    },
    limit: async () => said((await database.one<Answer>(asked(sql)))!),
    same: true,
    goal_ratio: 1.25,
    goal_extra_ms: 10,
  }))
