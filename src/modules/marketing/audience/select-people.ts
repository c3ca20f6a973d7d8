import { Missing } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Database, Sql } from "../database"
import type { PeopleQuery } from "../people-query"
import { list } from "../row-table"
import { collectValues } from "./collect-values"
import type { CompileRule } from "./compile-rule"
import { findSegment } from "./store/segments"

export type SelectPeople = ReturnType<typeof selectPeople>
type Asked = {
  segment_id?: string
  rule?: Rule
  /** Only these people are asked about. */
  pids?: number[]
  tx?: Sql
  now?: Date
}

/** Those who are gone are few and have an index of their own; asking who is still there would read everybody. */
const GONE = `(select 1 from marketing_profile d where d.pid = m.pid and d.deleted_at is not null)`

/**
 * Who is meant now: by a rule, or by a segment (dynamic: its rule, else its members); with both, who is meant by both;
 * with neither, everybody. Throws Missing for an unknown segment.
 */
export const selectPeople =
  ({ database, compileRule }: { database: Database; compileRule: CompileRule }) =>
  async ({ segment_id, rule, pids, tx = database, now }: Asked): Promise<PeopleQuery> => {
    const { values, bind } = collectValues()
    const people = pids && `${bind(list(pids))}::int[]`
    const segment = segment_id === undefined ? null : await findSegment(tx, segment_id)
    if (segment === undefined) throw new Missing("segment", segment_id!)
    if (segment && !segment.rule && !rule) {
      const members = `select m.pid from marketing_segment_member m where m.segment_no = ${bind(segment.no)}::int`
      return {
        text: `${members} and not exists ${GONE}${people ? ` and m.pid = any(${people})` : ""}`,
        values,
      }
    }
    const all: Rule[] = [
      ...(segment_id === undefined ? [] : [{ in_segment: segment_id }]),
      ...(rule ? [rule] : []),
    ]
    const predicate = await compileRule({ all }, { bind, people, sql: tx, now })
    const among = people ? ` and p.pid = any(${people})` : ""
    return {
      text: `select p.pid from marketing_profile p where p.deleted_at is null${among} and ${predicate}`,
      values,
    }
  }
