import { Refused } from "../../src/core/problem"
import { addCouponTemplate, couponRow, pointsRow } from "./benefits"
import type { World } from "./world"

/** What may happen to a person's coupons and points, and what a plan may do with people: one thing each time. */
export async function benefitActs({ database, marketing, clock }: World) {
  const template_id = await addCouponTemplate({ database }, { valid_days: 1 })
  const plan_id = "mkplan_acts"
  const { no } = (await database.one<{ no: number }>(
    "insert into marketing_plan (id, name, type, canvas) values ($1, 'Acts', 'one_time', '{}') returning no",
    [plan_id],
  ))!
  let n = 0
  const customerOf = async (pid: number) =>
    (await database.one<{ customer_id: string }>("select customer_id from marketing_profile where pid = $1", [
      pid,
    ]))!.customer_id
  /** What is refused changes nothing. */
  const unlessRefused = (work: Promise<unknown>) =>
    work.catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  const couponOf = (pid: number) =>
    database.one<{ id: number }>(
      "select id from marketing_coupon where pid = $1 and state = 'free' order by id limit 1",
      [pid],
    )
  const now = () => clock.now()
  const send = (change: string) => async (pid: number) =>
    database.run(
      `update marketing_send set ${change} where id = (select min(id) from marketing_send where pid = $1 and clicked_at is null)`,
      [pid, await now()],
    )

  const give = (expires_in_days: number) => async (pid: number) => {
    const at = await now()
    return database.transaction((tx) =>
      marketing.writePoints(tx, [pointsRow(pid, 5, { expires_in_days })], at),
    )
  }

  const acts = {
    granted: async (pid: number) => {
      const at = await now()
      return database.transaction((tx) => marketing.writeCoupons(tx, [couponRow(pid, template_id)], at))
    },
    revoked: async (pid: number) => {
      const coupon = await couponOf(pid)
      if (coupon) await marketing.revokeCoupon({ coupon_id: coupon.id, reason: "r", actor: "a" })
    },
    held: async (pid: number) => {
      const coupon = await couponOf(pid)
      const customer_id = await customerOf(pid)
      if (coupon)
        await unlessRefused(
          marketing.holdCoupon({ customer_id, cart_id: `cart_${pid}`, coupon_id: coupon.id, from: null }),
        )
    },
    used: async (pid: number) =>
      database.run(
        `update marketing_coupon set state = 'used', order_id = $1, used_at = $2, held_at = null where cart_id = $3 and state = 'held'`,
        [`order_${n++}`, await now(), `cart_${pid}`],
      ),
    moved: (pid: number) =>
      database.run("update marketing_coupon set pid = $1 where id = (select max(id) from marketing_coupon)", [
        pid,
      ]),
    couponsExpire: () => marketing.expireCoupons(),
    pointsExpire: () => marketing.expirePoints(),
    pointsGiven: give(2),
    pointsGivenForLong: give(9),
    pointsTaken: async (pid: number) =>
      unlessRefused(
        marketing.adjustPoints({
          customer_id: await customerOf(pid),
          ...{ amount: -3, reason: "r", actor: "a", key: `adjust${n++}` },
        }),
      ),
    pointsHeld: async (pid: number) =>
      unlessRefused(
        marketing.holdPoints({
          customer_id: await customerOf(pid),
          ...{ cart_id: `cart_${pid}`, points: 1, payable: 1_000, currency: "eur" },
        }),
      ),
    entered: async (pid: number) =>
      database.run(
        `insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         values ($1, 1, 1, $2, $3, 'entry', 'inside', $4)`,
        [no, pid, `k${n++}`, await now()],
      ),
    queued: async (pid: number) =>
      database.run(
        `insert into marketing_send (key, token, plan_no, run_no, node, pid, channel, content_hash, run_at, queued_at)
         values ($1, $1, $2, 1, 'mail', $3, 'email', 'h', $4, $4)`,
        [`s${n++}`, no, pid, await now()],
      ),
    sent: send("state = 'sent', sent_at = $2"),
    failed: send("state = 'failed', sent_at = coalesce(sent_at, $2)"),
    opened: send("opened_at = $2"),
    clicked: send("clicked_at = $2"),
    converted: async (pid: number) =>
      database.run(
        `insert into marketing_conversion (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency,
                                           total, net, refunded, paid, cancelled, updated_at)
         values ($1, $2, 1, $2, 1, 'mail', 'touch', $3, $3, 'eur', 1, 1, 0, true, false, $3)
         on conflict (plan_no, oid) do update set cancelled = not marketing_conversion.cancelled`,
        [no, pid, await now()],
      ),
    convertedNoMore: (pid: number) => database.run("delete from marketing_conversion where pid = $1", [pid]),
  }
  return { template_id, plan_id, acts }
}
