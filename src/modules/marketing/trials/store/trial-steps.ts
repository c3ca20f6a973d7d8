import type { TrialCall, TrialEffect, TrialMessage, TrialStep } from "../../../../core/trial/trial"
import type { Sql } from "../../database"
import type { KeptStanding } from "./trials"

export type ToldStep = Omit<TrialStep, "messages" | "calls">
export type ToldMessage = Omit<TrialMessage, "nth" | "channel">

/** What a later look at the same card says stands beside what the earlier ones said. */
export const writeStep = (
  tx: Sql,
  trial_no: number,
  step: ToldStep,
  more: Partial<ToldStep>,
  standing: KeptStanding,
) => {
  const told = Object.fromEntries(
    Object.entries(more).filter(([, one]) => one !== undefined && !(Array.isArray(one) && one.length === 0)),
  )
  return tx.run(
    `insert into marketing_trial_step as s (trial_no, hop, told, standing) values ($1, $2, $3, $5)
     on conflict (trial_no, hop) do update set told = s.told || $4::jsonb`,
    [
      trial_no,
      step.hop,
      JSON.stringify({ ...step, ...told }),
      JSON.stringify(told),
      JSON.stringify(standing),
    ],
  )
}

/** When the person last went on from each of these cards, before the hop at which she stands. */
export const passedOn = async (
  sql: Sql,
  trial_no: number,
  { nodes, hop }: { nodes: string[]; hop: number },
): Promise<Record<string, Date>> => {
  const rows = await sql.rows<{ node: string; left_at: string }>(
    `select told ->> 'node' as node, told ->> 'left_at' as left_at from marketing_trial_step
      where trial_no = $1 and hop < $2 and told ->> 'node' = any($3::text[]) and told ->> 'left_at' is not null order by hop`,
    [trial_no, hop, nodes],
  )
  return Object.fromEntries(rows.map(({ node, left_at }) => [node, new Date(left_at)]))
}

/** As the person came to a card. */
export const findStep = (sql: Sql, trial_no: number, hop: number) =>
  sql.one<{ told: ToldStep; standing: KeptStanding }>(
    "select told, standing from marketing_trial_step where trial_no = $1 and hop = $2",
    [trial_no, hop],
  )

export async function readSteps(sql: Sql, trial_no: number): Promise<TrialStep[]> {
  const steps = await sql.rows<{ told: ToldStep }>(
    "select told from marketing_trial_step where trial_no = $1 order by hop",
    [trial_no],
  )
  const messages = await sql.rows<{ hop: number; nth: number; channel: string; told: ToldMessage }>(
    "select hop, nth, channel, told from marketing_trial_message where trial_no = $1 order by hop, nth",
    [trial_no],
  )
  const calls = await sql.rows<{ hop: number; told: TrialCall }>(
    "select hop, told from marketing_trial_call where trial_no = $1 order by hop, nth",
    [trial_no],
  )
  return steps.map(({ told }) => ({
    ...told,
    calls: calls.filter((call) => call.hop === told.hop).map(({ told: call }) => call),
    messages: messages
      .filter((message) => message.hop === told.hop)
      .map(({ nth, channel, told: message }) => ({ nth, channel, ...message })),
  }))
}

/** The way up to a card, of one test, becomes the beginning of another, with what was sent there: it is not sent a second time. */
export async function copySteps(tx: Sql, from: number, to: number, before_hop: number): Promise<void> {
  await tx.run(
    `insert into marketing_trial_step (trial_no, hop, told, standing)
     select $2, hop, told, standing from marketing_trial_step where trial_no = $1 and hop < $3`,
    [from, to, before_hop],
  )
  await tx.run(
    `insert into marketing_trial_message (trial_no, hop, nth, channel, told, rendered)
     select $2, hop, nth, channel, told, rendered from marketing_trial_message where trial_no = $1 and hop <= $3`,
    [from, to, before_hop],
  )
  await tx.run(
    `insert into marketing_trial_call (trial_no, hop, nth, told)
     select $2, hop, nth, told from marketing_trial_call where trial_no = $1 and hop <= $3`,
    [from, to, before_hop],
  )
}

type MessageBefore = Pick<TrialMessage, "deliveries" | "would" | "channel"> & {
  hop: number
  node: string
  at: string
}

export type MessagePlace = { trial_no: number; hop: number; nth: number }

/** Notes that a message is about to be handed over. Answers false when it was noted before: then nothing is sent again. */
export const beginMessage = async (
  sql: Sql,
  { trial_no, hop, nth }: MessagePlace,
  channel: string,
  told: ToldMessage,
): Promise<boolean> =>
  (await sql.run(
    `insert into marketing_trial_message (trial_no, hop, nth, channel, told) values ($1, $2, $3, $4, $5)
     on conflict (trial_no, hop, nth) do nothing`,
    [trial_no, hop, nth, channel, JSON.stringify(told)],
  )) > 0

export const finishMessage = (
  sql: Sql,
  { trial_no, hop, nth }: MessagePlace,
  told: ToldMessage,
  rendered: Record<string, unknown> | null,
) =>
  sql.run(
    "update marketing_trial_message set told = $4, rendered = $5 where trial_no = $1 and hop = $2 and nth = $3",
    [trial_no, hop, nth, JSON.stringify(told), rendered === null ? null : JSON.stringify(rendered)],
  )

export const findMessage = (sql: Sql, { trial_no, hop, nth }: MessagePlace) =>
  sql.one<{ channel: string; told: ToldMessage; rendered: Record<string, unknown> | null }>(
    "select channel, told, rendered from marketing_trial_message where trial_no = $1 and hop = $2 and nth = $3",
    [trial_no, hop, nth],
  )

/** Notes that another system is about to be called. Answers false when it was noted before: then it is not called again. */
export const beginCall = async (
  sql: Sql,
  { trial_no, hop, nth }: MessagePlace,
  told: TrialCall,
): Promise<boolean> =>
  (await sql.run(
    `insert into marketing_trial_call (trial_no, hop, nth, told) values ($1, $2, $3, $4)
     on conflict (trial_no, hop, nth) do nothing`,
    [trial_no, hop, nth, JSON.stringify(told)],
  )) > 0

export const finishCall = (sql: Sql, { trial_no, hop, nth }: MessagePlace, told: TrialCall) =>
  sql.run("update marketing_trial_call set told = $4 where trial_no = $1 and hop = $2 and nth = $3", [
    ...[trial_no, hop, nth],
    JSON.stringify(told),
  ])

/** Messages and calls on the way here, for the limit of them. */
export const countBefore = async (sql: Sql, trial_no: number, hop: number): Promise<number> =>
  (await sql.one<{ n: number }>(
    `select ((select count(*) from marketing_trial_message where trial_no = $1 and hop < $2)
       + (select count(*) from marketing_trial_call
           where trial_no = $1 and hop < $2 and told -> 'answer' <> 'null'))::int as n`,
    [trial_no, hop],
  ))!.n

/** What cards on the way here would have given and written, in that order. */
export const stepsBefore = (sql: Sql, trial_no: number, hop: number) =>
  sql.rows<{ arrived_at: string; left_at: string | null; effects: TrialEffect[] }>(
    `select told ->> 'arrived_at' as arrived_at, told ->> 'left_at' as left_at, told -> 'effects' as effects
       from marketing_trial_step where trial_no = $1 and hop < $2 and jsonb_array_length(told -> 'effects') > 0 order by hop`,
    [trial_no, hop],
  )

/** Those that the person would have got on the way here, for what limits say of the next. */
export const messagesBefore = (sql: Sql, trial_no: number, hop: number) =>
  sql.rows<MessageBefore>(
    `select m.hop, m.channel, m.told -> 'deliveries' as deliveries, m.told -> 'would' as would, s.told ->> 'node' as node, s.told ->> 'arrived_at' as at
       from marketing_trial_message m join marketing_trial_step s using (trial_no, hop)
      where m.trial_no = $1 and m.hop < $2 order by m.hop, m.nth`,
    [trial_no, hop],
  )

/** The ids of coupon templates of which a coupon would have been given before this card, in that order. */
export const couponsBefore = (sql: Sql, trial_no: number, hop: number) =>
  sql.rows<{ template_id: string; at: string }>(
    `select e ->> 'template_id' as template_id, s.told ->> 'arrived_at' as at
       from marketing_trial_step s
       cross join lateral jsonb_array_elements(s.told -> 'effects') with ordinality as given(one, n)
       cross join lateral (select one -> 'effect' as e) as effect
      where s.trial_no = $1 and s.hop < $2 and e ->> 'type' = 'coupon' and (one ->> 'done')::boolean
      order by s.hop, n`,
    [trial_no, hop],
  )
