import { useState } from "react"
import { useAdjustPoints } from "../api/benefits"
import { ActionDrawer } from "../form/action-drawer"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { Reason } from "./reason"

/** Gives or takes points by hand; the reason and the user's name stay on the entry. */
export function AdjustPoints({ customer_id, onClose }: { customer_id: string; onClose: () => void }) {
  const { t } = useText()
  const [amount, setAmount] = useState<number | undefined>()
  const [reason, setReason] = useState("")
  const [days, setDays] = useState<number | undefined>()
  // One key for one form: asked twice, the points move once.
  const [key] = useState(() => crypto.randomUUID())
  const given = amount ?? 0
  const adjust = useAdjustPoints(customer_id)
  return (
    <ActionDrawer
      title={t("points.adjust")}
      text={t("points.adjustText")}
      verb={t("points.adjust")}
      ready={given !== 0 && reason.trim() !== ""}
      act={() =>
        adjust.mutateAsync({
          amount: given,
          reason: reason.trim(),
          key,
          expires_in_days: given > 0 ? (days ?? null) : null,
        })
      }
      done={t("points.adjusted")}
      failed="points.notAdjusted"
      onClose={onClose}
    >
      <Labelled label={t("benefits.points")} hint={t("points.amountText")}>
        {(id) => <NumberInput id={id} className="w-40" whole value={amount} onChange={setAmount} />}
      </Labelled>
      <Reason value={reason} onChange={setReason} />
      {given > 0 ? (
        <Labelled label={t("settings.expires_in_days")} hint={t("points.neverExpire")}>
          {(id) => <NumberInput id={id} className="w-40" whole min={1} value={days} onChange={setDays} />}
        </Labelled>
      ) : null}
    </ActionDrawer>
  )
}
