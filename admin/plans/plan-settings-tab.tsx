import { Button, Hint, Input, toast } from "@medusajs/ui"
import { useState } from "react"
import { type Plan, useSavePlan } from "../api/plans"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { Fact, Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"
import { CategoryChoice } from "./category-choice"
import { DoNotDisturb } from "./do-not-disturb"
import { Measurement } from "./measurement"
import { NextFirings } from "./schedule/next-firings"
import { ScheduleForm } from "./schedule/schedule-form"
import { useScheduleText } from "./schedule/schedule-text"
import { checkStart, scheduleOf, startOf, typeOf } from "./schedule/start"

export function PlanSettingsTab({ plan }: { plan: Plan }) {
  return plan.actions.includes("edit") ? <Form plan={plan} /> : <Shown plan={plan} />
}

/** What was published; it stays as it was. */
function Shown({ plan }: { plan: Plan }) {
  const { t, percent } = useText()
  const { settings } = plan
  const { line } = useScheduleText()
  return (
    <Section title={t("plans.tabs.settings")} subtitle={t("plans.settings.frozen")}>
      <Fact name={t("plans.category")}>{t(`plans.categories.${plan.category}`)}</Fact>
      <Fact name={t("wizard.when.tab")}>{line(settings.schedule)}</Fact>
      <Fact name={t("report.heldOut")}>{percent(settings.holdout_percent / 100)}</Fact>
      {settings.do_not_disturb ? (
        <Fact name={t("plans.settings.disturb")}>
          {t("plans.settings.disturbLine", { count: settings.do_not_disturb.hours })}
        </Fact>
      ) : null}
      <Fact name={t("plans.settings.attribution")}>
        {t("plans.settings.attributionLine", {
          basis: t(`plans.settings.${settings.attribution.basis}`),
          count: settings.attribution.window_days,
        })}
      </Fact>
      {plan.version === null ? null : <Fact name={t("plans.version")}>{plan.version}</Fact>}
      {plan.next_run_at ? (
        <div className="px-6 py-4">
          <NextFirings start={startOf(settings.schedule)} plan_id={plan.id} />
        </div>
      ) : null}
    </Section>
  )
}

function Form({ plan }: { plan: Plan }) {
  const { t } = useText()
  const { settings } = plan
  const [name, setName] = useState(plan.name)
  const [category, setCategory] = useState(plan.category)
  const [start, setStart] = useState(startOf(settings.schedule))
  const [holdout, setHoldout] = useState(settings.holdout_percent)
  const [attribution, setAttribution] = useState(settings.attribution)
  const [disturb, setDisturb] = useState(settings.do_not_disturb)
  const [tried, setTried] = useState(false)
  const save = useSavePlan(plan.id)
  const unsaved = useUnsaved({ name, category, start, holdout, attribution, disturb })
  // What happens starts it, not the clock.
  const triggered = plan.type === "triggered"
  const wrong = triggered ? [] : checkStart(start)
  const put = useAction(async () => {
    setTried(true)
    if (!name.trim() || wrong.length > 0) return
    await save.mutateAsync({
      name: name.trim(),
      category,
      ...(triggered ? {} : { type: typeOf(start) }),
      settings: {
        ...settings,
        ...(triggered ? {} : { schedule: scheduleOf(start) }),
        holdout_percent: holdout,
        attribution,
        do_not_disturb: disturb,
      },
      revision: plan.revision,
    })
    unsaved.keep()
    toast.success(t("plans.saved"))
  }, "plans.notSaved")
  return (
    <Section
      title={t("plans.tabs.settings")}
      subtitle={plan.version === null ? undefined : t("plans.settings.draft", { version: plan.version })}
      actions={
        <Button size="small" isLoading={put.busy} onClick={() => put.run()}>
          {t("plans.save")}
        </Button>
      }
    >
      <div className="grid gap-6 px-6 py-6 md:grid-cols-2">
        <Labelled
          label={t("plans.name")}
          wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
        >
          {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
        </Labelled>
        <CategoryChoice value={category} onChange={setCategory} />
        <Measurement
          holdout_percent={holdout}
          {...attribution}
          onChange={({ holdout_percent = holdout, ...change }) => {
            setHoldout(holdout_percent)
            setAttribution({ ...attribution, ...change })
          }}
        />
        <DoNotDisturb rule={disturb} onChange={setDisturb} />
      </div>
      {triggered ? null : (
        <div className="px-6 py-6">
          <ScheduleForm start={start} problems={tried ? wrong : []} plan_id={plan.id} onChange={setStart} />
        </div>
      )}
      {put.problems.length > 0 ? (
        <div className="px-6 py-4">
          <ProblemList problems={put.problems} />
        </div>
      ) : null}
    </Section>
  )
}
