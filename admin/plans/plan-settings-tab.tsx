import { Button, Hint, InlineTip, Input, Text, toast } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { isChangedMeanwhile, loadPlan, type Plan, usePlanIsSaved, useSavePlan } from "../api/plans"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { Fact, Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"
import { CategoryChoice } from "./category-choice"
import { DisturbingShown, DoNotDisturb } from "./do-not-disturb"
import { checkGoals } from "./goal"
import { Measurement } from "./measurement"
import { Batches, Participation, useBatchText, useParticipationText } from "./participation"
import { NextFirings } from "./schedule/next-firings"
import { ScheduleForm } from "./schedule/schedule-form"
import { useScheduleText } from "./schedule/schedule-text"
import { checkStart, startOf, typeOf } from "./schedule/start"
import { type SettingsValues, saysSameSettings, toSave, valuesOf } from "./settings-values"
import { Targets, useGoalText } from "./targets"
import { unreadSettings } from "./unread-settings"
import { useSettingsTold } from "./versions/settings-told"

export function PlanSettingsTab({ plan }: { plan: Plan }) {
  return plan.actions.includes("edit") ? <Draft key={plan.id} plan={plan} /> : <Shown plan={plan} />
}

/** The form begins anew with what somebody else saved, but not while somebody writes in it. */
function Draft({ plan }: { plan: Plan }) {
  const [base, begin] = useState(plan)
  const [writing, setWriting] = useState(false)
  if (!writing && !saysSameSettings(base, plan)) begin(plan)
  return <Form key={base.revision} base={base} plan={plan} onWriting={setWriting} />
}

/** What was published; it stays as it was. */
function Shown({ plan }: { plan: Plan }) {
  const { t, money, percent } = useText()
  const { settings } = plan
  const goal = useGoalText()
  const { lineOf } = useScheduleText()
  const participation = useParticipationText()
  const batches = useBatchText()
  return (
    <Section title={t("plans.tabs.settings")} subtitle={t("plans.settings.frozen")}>
      <Fact name={t("plans.category")}>{t(`plans.categories.${plan.category}`)}</Fact>
      {goal.lines(settings).map(({ name, line: said }) => (
        <Fact key={said} name={name}>
          {said}
        </Fact>
      ))}
      {settings.budget ? (
        <Fact name={t("plans.settings.budget")}>
          {money(settings.budget.amount, settings.budget.currency)}
        </Fact>
      ) : null}
      <Fact name={t("wizard.when.tab")}>{lineOf(plan)}</Fact>
      <Fact name={t("report.heldOut")}>{percent(settings.holdout_percent / 100)}</Fact>
      {settings.do_not_disturb ? <DisturbingShown rule={settings.do_not_disturb} /> : null}
      {settings.entry ? <Fact name={t("plans.settings.limit")}>{participation(settings.entry)}</Fact> : null}
      {settings.batch ? <Fact name={t("plans.settings.batch")}>{batches(settings.batch)}</Fact> : null}
      <Fact name={t("plans.settings.attribution")}>
        {t("plans.settings.attributionLine", {
          basis: t(`plans.settings.${settings.attribution.basis}`),
          count: settings.attribution.window_days,
        })}
      </Fact>
      {plan.version === null ? null : <Fact name={t("plans.version")}>{plan.version}</Fact>}
      {(plan.next_run_at || plan.in_review) && plan.type !== "triggered" ? (
        <div className="px-6 py-4">
          <NextFirings start={startOf(settings.schedule)} plan_id={plan.id} />
        </div>
      ) : null}
    </Section>
  )
}

function Form({
  base,
  plan,
  onWriting,
}: {
  /** What the form began with. */
  base: Plan
  plan: Plan
  onWriting: (writing: boolean) => void
}) {
  const { t } = useText()
  const [values, setValues] = useState(() => valuesOf(base))
  const change = (part: Partial<SettingsValues>) => setValues((before) => ({ ...before, ...part }))
  const { name, category, start, holdout, attribution, disturb, entry, batch, goals, budget } = values
  const [tried, setTried] = useState(false)
  const save = useSavePlan(plan.id)
  const isSaved = usePlanIsSaved()
  const unsaved = useUnsaved(values)
  const { changed } = unsaved
  useEffect(() => onWriting(changed), [changed, onWriting])
  const type = typeOf(start)
  const written = { budget, batch, entry, do_not_disturb: disturb, holdout_percent: holdout, ...attribution }
  const wrong = [...checkStart(start), ...checkGoals(goals), ...unreadSettings(written)]
  const send = (over: Plan) => save.mutateAsync({ ...toSave(base, values, over), revision: over.revision })
  const put = useAction(async () => {
    setTried(true)
    if (!name.trim() || wrong.length > 0) return
    try {
      await send(plan)
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error
      const now = (await loadPlan(plan.id)).plan
      isSaved(plan.id)
      // What somebody else saved is read before it is put together with this.
      if (!saysSameSettings(now, plan)) return toast.warning(t("plans.settings.lookAgain"))
      await send(now)
    }
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
      {changed && !put.busy ? <Meanwhile base={base} plan={plan} /> : null}
      <div className="grid gap-6 px-6 py-6 md:grid-cols-2">
        <Labelled
          label={t("plans.name")}
          wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
        >
          {(id) => <Input id={id} value={name} onChange={(e) => change({ name: e.target.value })} />}
        </Labelled>
        <CategoryChoice value={category} onChange={(category) => change({ category })} />
        <Targets goals={goals} budget={budget} problems={tried ? wrong : []} onChange={change} />
        <Measurement
          holdout_percent={holdout}
          {...attribution}
          onChange={({ holdout_percent = holdout, ...how }) =>
            change({ holdout: holdout_percent, attribution: { ...attribution, ...how } })
          }
        />
        <DoNotDisturb rule={disturb} onChange={(disturb) => change({ disturb })} />
        {type === "one_time" ? null : <Participation entry={entry} onChange={(entry) => change({ entry })} />}
        {type === "triggered" ? null : <Batches batch={batch} onChange={(batch) => change({ batch })} />}
      </div>
      <div className="px-6 py-6">
        <ScheduleForm
          start={start}
          problems={tried ? wrong : []}
          plan_id={plan.id}
          only={plan.version === null ? undefined : plan.type}
          onChange={(start) => change({ start })}
        >
          <Text size="small" className="text-ui-fg-subtle">
            {t("schedule.eventOnCanvas")}
          </Text>
        </ScheduleForm>
      </div>
      {put.problems.length > 0 ? (
        <div className="px-6 py-4">
          <ProblemList problems={put.problems} />
        </div>
      ) : null}
    </Section>
  )
}

/** What somebody else made of the settings while somebody wrote here. */
function Meanwhile({ base, plan }: { base: Plan; plan: Plan }) {
  const { t } = useText()
  const settingsTold = useSettingsTold()
  if (saysSameSettings(base, plan)) return null
  const apart = (name: string, before: string, after: string) =>
    before === after ? [] : [t("plans.difference.values", { name, before, after })]
  const told = [
    ...apart(t("plans.name"), base.name, plan.name),
    ...apart(
      t("plans.category"),
      t(`plans.categories.${base.category}`),
      t(`plans.categories.${plan.category}`),
    ),
    ...settingsTold(base, plan),
  ]
  return (
    <div role="status" className="px-6 py-4">
      <InlineTip variant="warning" label={t("plans.settings.meanwhile")}>
        {t("plans.settings.meanwhileText")}
        <ul className="mt-1 list-inside list-disc">
          {told.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </InlineTip>
    </div>
  )
}
