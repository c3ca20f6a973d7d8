import type { Database } from "../database"

export type NodeCount = {
  node: string
  /** Everyone who ever came to this node. */
  in: number
  /** Here now: waiting, due, or trying again. */
  waiting: number
  /** Of those, who failed at least once and is tried again. */
  retrying: number
  /** Here now, or to come in here, and given up until somebody decides (see listParked). */
  parked: number
  /** How many went on, by port; "" for who left the plan here. */
  passed: Record<string, number>
}

/**
 * Live numbers of one run, node by node, from counters that the moving transactions keep: the cost does not grow with
 * the people who are through. Nodes where nobody has been are absent.
 */
export const nodeCounts =
  ({ database }: { database: Database }) =>
  async ({ run_no }: { run_no: number }): Promise<NodeCount[]> => {
    const rows = await database.rows<Omit<NodeCount, "in"> & { outside: number }>(
      `with gone as (
         select node, jsonb_object_agg(port, passed) as passed from marketing_node_count where run_no = $1 group by node
       ), here as (
         select node, count(*) filter (where state = 'ready') as waiting,
                count(*) filter (where state = 'ready' and attempts > 0) as retrying,
                count(*) filter (where state = 'parked') as parked
           from marketing_step where run_no = $1 group by node
       ), outside as (
         select node, count(*) as parked from marketing_occasion
          where state = 'parked' and plan_no = (select plan_no from marketing_run where no = $1) group by node
       )
       select node, coalesce(here.waiting, 0) as waiting, coalesce(here.retrying, 0) as retrying,
              coalesce(here.parked, 0) + coalesce(outside.parked, 0) as parked,
              coalesce(outside.parked, 0) as outside, coalesce(gone.passed, '{}') as passed
         from gone full join here using (node) full join outside using (node) order by node`,
      [run_no],
    )
    return rows.map(({ outside, ...row }) => ({
      ...row,
      in:
        row.waiting +
        row.parked -
        outside +
        Object.values(row.passed).reduce((sum, passed) => sum + passed, 0),
    }))
  }

export type NodeCounts = ReturnType<typeof nodeCounts>
