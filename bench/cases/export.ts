import type { Case, Ground } from "../bench"

const MEGABYTE = 2 ** 20
/** What a few pages and what waits for the garbage collector may take, however many people there are. */
const MOST_GROWN = 96 * MEGABYTE

/** Everybody of the store written out as CSV: its time, and that it never holds them all. */
export const exportCases = ({ database, marketing, customers }: Ground): Case[] => [
  {
    name: `export of ${customers} members as CSV`,
    rounds: 1,
    before: async () => {
      await database.run(
        `insert into marketing_segment (id, name, type, state, created_at, updated_at)
         values ('mkseg_everybody', 'Everybody', 'static', 'fresh', now(), now()) on conflict do nothing`,
      )
      await database.run(
        `insert into marketing_segment_member (segment_no, pid, entered_at)
         select s.no, p.pid, now() from marketing_segment s, marketing_profile p
          where s.id = 'mkseg_everybody' and p.deleted_at is null on conflict do nothing`,
      )
    },
    ours: async () => {
      const { text } = await marketing.exportSegment({ segment_id: "mkseg_everybody" })
      const before = process.memoryUsage().rss
      let [lines, grown] = [0, 0]
      for await (const piece of text) {
        lines += piece.split("\r\n").length - 1
        grown = Math.max(grown, process.memoryUsage().rss - before)
      }
      if (lines !== customers + 1) throw new Error(`The export has ${lines} lines.`)
      if (grown > MOST_GROWN) throw new Error(`The export grew by ${Math.round(grown / MEGABYTE)} MB.`)
    },
  },
]
