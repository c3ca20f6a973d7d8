import { toast } from "@medusajs/ui"
import { useState } from "react"
import { type Moved, useMoveBenefits } from "../api/accounts"
import type { FoundCustomer } from "../api/customers"
import { ActionDrawer } from "../form/action-drawer"
import { useText } from "../i18n/use-text"
import { customerName } from "./customer-search"
import { Reason } from "./reason"

/** Gives what a customer without an account holds to the account with the same e-mail, with a reason. */
export function MoveBenefits({
  from,
  to,
  holding,
  onClose,
}: {
  from: string
  to: FoundCustomer
  holding: Moved
  onClose: () => void
}) {
  const { t } = useText()
  const [reason, setReason] = useState("")
  const move = useMoveBenefits()
  const line = useBenefitsLine()
  const name = customerName(to)
  const act = async () => {
    const { moved } = await move.mutateAsync({ from, to: to.id, reason: reason.trim() })
    if (moved.coupons + moved.points === 0) toast.info(t("account.nothingMoved"))
    else toast.success(t("account.moved", { name, benefits: line(moved) }))
  }
  return (
    <ActionDrawer
      title={t("account.move")}
      text={t("account.moveTo", { name, email: to.email, benefits: line(holding) })}
      verb={t("account.moveVerb")}
      ready={reason.trim() !== ""}
      act={act}
      failed="account.notMoved"
      onClose={onClose}
    >
      <Reason value={reason} onChange={setReason} />
    </ActionDrawer>
  )
}

/** "2 coupons and 300 points"; what there is none of is left out. */
export function useBenefitsLine() {
  const { t, number } = useText()
  return ({ coupons, points }: Moved): string => {
    const told = {
      coupons: t("account.coupons", { count: coupons, n: number(coupons) }),
      points: t("account.points", { count: points, n: number(points) }),
    }
    if (points === 0) return told.coupons
    return coupons === 0 ? told.points : t("account.and", told)
  }
}
