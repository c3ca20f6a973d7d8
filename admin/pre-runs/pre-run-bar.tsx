import { Button, Container, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Plan } from "../api/plans"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { Failed } from "../page/states"
import type { PreRunShown } from "./use-pre-run"

const NONE = "none"
const SPANS = [7, 14, 30, 60, 90]

/** Makes a pre-run or a replay, and chooses which of the kept ones the canvas shows. People of a triggered plan nobody knows ahead. */
export function PreRunBar({ plan, preRun }: { plan: Plan; preRun: PreRunShown }) {
  const { t, time } = useText()
  const { kept, no, run, busy, problems, failed } = preRun
  const [days, setDays] = useState(30)
  const looksAhead = plan.type !== "triggered"
  const nameOf = ({ at, days }: { at: string; days: number | null }) =>
    days === null ? t("preRun.ofTime", { at: time(at) }) : t("replay.ofTime", { count: days, at: time(at) })
  const options = (none: string, without: number | null) => [
    { value: NONE, label: none },
    ...kept.filter((one) => one.no !== without).map((one) => ({ value: String(one.no), label: nameOf(one) })),
  ]
  const read = (value: string) => (value === NONE ? null : Number(value))
  const isOld = run !== undefined && run.revision !== plan.revision
  return (
    <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Text size="small" leading="compact" weight="plus">
          {t(looksAhead ? "replay.titleBoth" : "replay.title")}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {run
            ? t(`${run.days === null ? "preRun" : "replay"}.${isOld ? "shownOld" : "shown"}`, {
                at: time(run.result.as_of),
                begins: time(run.result.begins_at),
              })
            : t(looksAhead ? "replay.textBoth" : "replay.text")}
        </Text>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {kept.length > 0 ? (
          <Choose
            label={t("preRun.choose")}
            className="w-72"
            value={no === null ? NONE : String(no)}
            options={options(t("preRun.noneShown"), null)}
            onChange={(value) => preRun.choose(read(value))}
          />
        ) : null}
        {run && kept.length > 1 ? (
          <Choose
            label={t("preRun.compare")}
            className="w-72"
            value={preRun.other === null ? NONE : String(preRun.other)}
            options={options(t("preRun.noneCompared"), no)}
            onChange={(value) => preRun.compare(read(value))}
          />
        ) : null}
        {busy ? (
          <Button size="small" variant="secondary" onClick={preRun.cancel}>
            {t("preRun.cancel")}
          </Button>
        ) : null}
        {looksAhead ? (
          <Button size="small" variant="secondary" isLoading={busy} onClick={() => preRun.start(null)}>
            {t("preRun.start")}
          </Button>
        ) : null}
        <Choose
          label={t("replay.days")}
          className="w-36"
          value={String(days)}
          options={SPANS.map((span) => ({ value: String(span), label: t("replay.span", { count: span }) }))}
          onChange={(value) => setDays(Number(value))}
        />
        <Button size="small" variant="secondary" isLoading={busy} onClick={() => preRun.start(days)}>
          {t("replay.start")}
        </Button>
      </div>
      {problems.length > 0 ? <ProblemList problems={problems} none="" /> : null}
      {failed ? <Failed error={failed.error} retry={failed.retry} /> : null}
    </Container>
  )
}
