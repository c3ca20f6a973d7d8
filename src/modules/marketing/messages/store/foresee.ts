import type { ChannelDefinition } from "../../../../extension/channel"
import type { Sql } from "../../database"
import { list } from "../../row-table"
import { ADDRESS_HASH, type Answer } from "./claim"

export type ForeseenPerson = {
  pid: number
  deleted: boolean
  address: string | null
  zone: string | null
  suppressed: boolean
}

/** What decides whether these people may be written to, as sends read it; nothing is locked. */
export const readRecipients = (
  sql: Sql,
  asked: { pids: number[]; channel: string; address: ChannelDefinition["address"] },
): Promise<ForeseenPerson[]> => {
  // One of four words of ours, never input.
  const address = {
    email: "p.email",
    phone: "p.phone",
    account: "case when p.has_account then p.customer_id end",
    none: "p.customer_id",
  }[asked.address]
  return sql.rows(
    `select p.pid, p.deleted_at is not null as deleted, ${address} as address, p.zone,
            exists (select 1 from marketing_suppression x
                     where x.channel = $2 and x.address_hash = ${ADDRESS_HASH(address)}) as suppressed
       from marketing_profile p where p.pid = any($1::int[])`,
    [list(asked.pids), asked.channel],
  )
}

/** Answers by person. */
export const readAnswers = async (sql: Sql, channel: string, pids: number[]): Promise<Map<number, Answer>> =>
  new Map(
    (
      await sql.rows<Answer & { pid: number }>(
        `select pid, state, at from marketing_consent
          where channel = $1 and topic = 'marketing' and pid = any($2::int[])`,
        [channel, list(pids)],
      )
    ).map((row) => [row.pid, row]),
  )
