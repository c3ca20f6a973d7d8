import { Button, Container, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Plan } from "../api/plans"
import { asDrawn } from "../editor/draft/open-drafts"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { StartTrial } from "./start-trial"
import type { TrialShown } from "./use-trial"

const NONE = "none"

/** Begins a test of the draft, and chooses which of the kept ones is shown. */
export function TrialBar({ plan, shown }: { plan: Plan; shown: TrialShown }) {
  const { t, time } = useText()
  const [starting, start] = useState<Plan | null>(null)
  // What is tested is the draft with its last stroke.
  const open = useAction(async () => start(await asDrawn(plan)), "trial.notStarted")
  const { kept, no, trial } = shown
  const isOld = trial !== undefined && trial.revision !== plan.revision
  return (
    <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Text size="small" leading="compact" weight="plus">
          {t("trial.title")}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {t(isOld ? "trial.shownOld" : "trial.text")}
        </Text>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {kept.length > 0 ? (
          <Choose
            label={t("trial.choose")}
            className="w-72"
            value={no === null ? NONE : String(no)}
            options={[
              { value: NONE, label: t("trial.noneShown") },
              ...kept.map((one) => ({
                value: String(one.no),
                label: t("trial.ofPerson", {
                  name: one.person.name ?? one.person.email ?? one.person.id,
                  at: time(one.at),
                }),
                note: t(`trial.over.${one.state}`),
              })),
            ]}
            onChange={(value) => shown.choose(value === NONE ? null : Number(value))}
          />
        ) : null}
        <Button size="small" variant="secondary" isLoading={open.busy} onClick={() => open.run()}>
          {t("trial.start")}
        </Button>
      </div>
      {open.problems.length > 0 ? <ProblemList problems={open.problems} /> : null}
      {starting ? <StartTrial plan={starting} onStarted={shown.choose} onClose={() => start(null)} /> : null}
    </Container>
  )
}
