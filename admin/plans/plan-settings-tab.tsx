import { Button, Hint, Input, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { type Plan, useSavePlan } from "../api/plans"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { Fact, Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"
import { CategoryChoice } from "./category-choice"
import { DisturbingShown, DoNotDisturb } from "./do-not-disturb"
import { checkGoals, goalDrafts, goalsOf } from "./goal"
import { Measurement } from "./measurement"
import { Batches, Participation, useBatchText, useParticipationText } from "./participation"
import { NextFirings } from "./schedule/next-firings"
import { ScheduleForm } from "./schedule/schedule-form"
import { useScheduleText } from "./schedule/schedule-text"
import { checkStart, scheduleOf, startOf, typeOf } from "./schedule/start"
import { Targets, useGoalText } from "./targets"
import { unreadSettings } from "./unread-settings"

export function PlanSettingsTab({ plan }: { plan: Plan }) {
  return plan.actions.includes("edit") ? <Form plan={plan} /> : <Shown plan={plan} />
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

function Form({ plan }: { plan: Plan }) {
  const { t } = useText()
  const { settings } = plan
  const [name, setName] = useState(plan.name)
  const [category, setCategory] = useState(plan.category)
  const [start, setStart] = useState(startOf(settings.schedule, plan.type))
  const [holdout, setHoldout] = useState(settings.holdout_percent)
  const [attribution, setAttribution] = useState(settings.attribution)
  const [disturb, setDisturb] = useState(settings.do_not_disturb)
  const [entry, setEntry] = useState(settings.entry)
  const [batch, setBatch] = useState(settings.batch)
  const [goals, setGoals] = useState(goalDrafts(settings))
  const [budget, setBudget] = useState(settings.budget)
  const [tried, setTried] = useState(false)
  const save = useSavePlan(plan.id)
  const unsaved = useUnsaved({
    name,
    category,
    start,
    holdout,
    attribution,
    disturb,
    entry,
    batch,
    goals,
    budget,
  })
  const type = typeOf(start)
  const written = { budget, batch, entry, do_not_disturb: disturb, holdout_percent: holdout, ...attribution }
  const wrong = [...checkStart(start), ...checkGoals(goals), ...unreadSettings(written)]
  const put = useAction(async () => {
    setTried(true)
    if (!name.trim() || wrong.length > 0) return
    await save.mutateAsync({
      name: name.trim(),
      category,
      type,
      settings: {
        ...settings,
        schedule: scheduleOf(start),
        holdout_percent: holdout,
        attribution,
        do_not_disturb: disturb,
        entry,
        batch,
        ...goalsOf(goals),
        budget,
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
        <Targets
          goals={goals}
          budget={budget}
          problems={tried ? wrong : []}
          onChange={(change) => {
            if (change.goals) setGoals(change.goals)
            if ("budget" in change) setBudget(change.budget)
          }}
        />
        <Measurement
          holdout_percent={holdout}
          {...attribution}
          onChange={({ holdout_percent = holdout, ...change }) => {
            setHoldout(holdout_percent)
            setAttribution({ ...attribution, ...change })
          }}
        />
        <DoNotDisturb rule={disturb} onChange={setDisturb} />
        {type === "one_time" ? null : <Participation entry={entry} onChange={setEntry} />}
        {type === "triggered" ? null : <Batches batch={batch} onChange={setBatch} />}
      </div>
      <div className="px-6 py-6">
        <ScheduleForm
          start={start}
          problems={tried ? wrong : []}
          plan_id={plan.id}
          only={plan.version === null ? undefined : plan.type}
          onChange={setStart}
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
