/**
 * SQL: how many people ever came into a plan and were not held out, each once however often. Into a one-time plan nobody comes
 * twice, which is quicker to count.
 */
export const peopleCovered = (plan: string): string => {
  const entries = `from marketing_enrollment e where e.plan_no = ${plan}.no and e.state <> 'held_out'`
  return `case when ${plan}.type = 'one_time' then (select count(*) ${entries})
               else (select count(distinct e.pid) ${entries}) end`
}
