import { Button, Text } from "@medusajs/ui"
import type { Port } from "../api/catalogue"
import type { Plan } from "../api/plans"
import { type TrialStep, useChooseWay, useOtherWay } from "../api/trials"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"

type Props = { plan: Plan; no: number; step: TrialStep; ports: Port[] }

/** The test asks by which way to go on; the one that follows from what is known stands out. */
export function AskedWay({ plan, no, step, ports }: Props) {
  const { t, label } = useText()
  const { mutateAsync } = useChooseWay(plan.id, no)
  const choose = useAction(mutateAsync, "trial.notChosen")
  const offered = step.ways.map((id) => ports.find((port) => port.id === id) ?? { id, label: { en: id } })
  return (
    <fieldset className="flex flex-col gap-y-2 pt-1" aria-label={t("trial.whichWay")}>
      <Text size="small" weight="plus">
        {t("trial.whichWay")}
      </Text>
      <div className="flex flex-wrap gap-2">
        {offered.map((port) => (
          <Button
            key={port.id}
            size="small"
            variant={port.id === step.suggested ? "primary" : "secondary"}
            disabled={choose.busy}
            onClick={() => choose.run(port.id)}
          >
            {label(port.label)}
            {port.id === step.suggested ? ` (${t("trial.byFacts")})` : ""}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

/** Another test from this card on, by a way that was not taken. */
export function OtherWays({ plan, no, step, ports, onOther }: Props & { onOther: (no: number) => void }) {
  const { t, label } = useText()
  const { mutateAsync } = useOtherWay(plan.id, no)
  const goBack = useAction(async (port: string) => {
    const { test } = await mutateAsync({ hop: step.hop, port })
    onOther(test.no)
  }, "trial.notChosen")
  const others = ports.filter(({ id }) => id !== step.port)
  if (ports.length < 2 && !step.error) return null
  return (
    <div className="flex flex-wrap gap-x-2 gap-y-1">
      {others.map((port) => (
        <Button
          key={port.id}
          size="small"
          variant="transparent"
          className="text-ui-fg-interactive -ms-2"
          disabled={goBack.busy}
          onClick={() => goBack.run(port.id)}
        >
          {t("trial.otherWay", { way: label(port.label) })}
        </Button>
      ))}
    </div>
  )
}
