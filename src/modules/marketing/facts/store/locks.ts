import type { Sql } from "../../database"

/** So many that single orders seldom wait for each other, so few that a batch never fills PostgreSQL's lock table. */
const BUCKETS = 64
const CLASS = { customer: 7101, order: 7102, cart: 7103, product: 7104 }
const VISITOR = 7105

/**
 * One at a time looks at a thing and writes what it saw: without this, a slow reader could overwrite what a faster one
 * saw later. Held until the transaction ends; taken in one order, so two batches never block each other crosswise.
 */
export const lockFacts = (tx: Sql, entity: keyof typeof CLASS, ids: string[]) =>
  tx.run(
    `select pg_advisory_xact_lock($1, bucket)
       from (select distinct abs(hashtext(id) % ${BUCKETS}) as bucket from unnest($2::text[]) as id order by 1 offset 0) b`,
    [CLASS[entity], ids],
  )

/**
 * Many may add to what a visitor did at once (`shared`), but nobody while it is given to a customer: otherwise what is written at
 * that moment would stay behind.
 */
export const lockVisitors = (tx: Sql, visitors: string[], { shared }: { shared: boolean }) =>
  tx.run(
    `select ${shared ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock"}($1, bucket)
       from (select distinct abs(hashtext(id) % ${BUCKETS}) as bucket from unnest($2::text[]) as id order by 1 offset 0) b`,
    [VISITOR, visitors],
  )
