import { Button, Hint, Input, Label, toast } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { CATEGORIES, type Plan, type PlanCategory, useSavePlan } from "../api/plans"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { Fact, Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"

export function PlanSettingsTab({ plan }: { plan: Plan }) {
  return plan.actions.includes("edit") ? <Form plan={plan} /> : <Shown plan={plan} />
}

/** What was published; it stays as it was. */
function Shown({ plan }: { plan: Plan }) {
  const { t } = useText()
  const { settings } = plan
  const at = "at" in settings.schedule ? settings.schedule.at : null
  return (
    <Section title={t("plans.tabs.settings")} subtitle={t("plans.settings.frozen")}>
      <Fact name={t("plans.category")}>{t(`plans.categories.${plan.category}`)}</Fact>
      <Fact name={t("wizard.when.tab")}>
        {at === "now" || at === null ? t("wizard.when.now") : at.replace("T", " ")}
      </Fact>
      <Fact name={t("plans.settings.holdout")}>{settings.holdout_percent} %</Fact>
      <Fact name={t("plans.settings.attribution")}>
        {t("plans.settings.attributionLine", {
          basis: t(`plans.settings.${settings.attribution.basis}`),
          count: settings.attribution.window_days,
        })}
      </Fact>
      {plan.version === null ? null : <Fact name={t("plans.version")}>{plan.version}</Fact>}
    </Section>
  )
}

function Form({ plan }: { plan: Plan }) {
  const { t } = useText()
  const { settings } = plan
  const [name, setName] = useState(plan.name)
  const [category, setCategory] = useState(plan.category)
  const [at, setAt] = useState("at" in settings.schedule ? settings.schedule.at : "now")
  const [holdout, setHoldout] = useState(settings.holdout_percent)
  const [attribution, setAttribution] = useState(settings.attribution)
  const save = useSavePlan(plan.id)
  const unsaved = useUnsaved({ name, category, at, holdout, attribution })
  const put = useAction(async () => {
    if (!name.trim()) return
    const schedule = { at: at || "now", zone: "store" as const }
    await save.mutateAsync({
      name: name.trim(),
      category,
      settings: { ...settings, schedule, holdout_percent: holdout, attribution },
      revision: plan.revision,
    })
    unsaved.keep()
    toast.success(t("plans.saved"))
  }, "plans.notSaved")
  return (
    <Section
      title={t("plans.tabs.settings")}
      actions={
        <Button size="small" isLoading={put.busy} onClick={() => put.run()}>
          {t("plans.save")}
        </Button>
      }
    >
      <div className="grid gap-6 px-6 py-6 md:grid-cols-2">
        <Row id="plan-name" label={t("plans.name")}>
          <Input id="plan-name" value={name} onChange={(e) => setName(e.target.value)} />
          {name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
        </Row>
        <Row label={t("plans.category")}>
          <Choose
            size="base"
            label={t("plans.category")}
            value={category}
            options={CATEGORIES.map((c) => ({ value: c, label: t(`plans.categories.${c}`) }))}
            onChange={(c) => setCategory(c as PlanCategory)}
          />
        </Row>
        <Row id="plan-at" label={t("wizard.when.time")} hint={t("plans.settings.atText")}>
          <Input
            id="plan-at"
            type="datetime-local"
            value={at === "now" ? "" : at}
            onChange={(e) => setAt(e.target.value ? e.target.value.slice(0, 16) : "now")}
          />
        </Row>
        <Row label={t("plans.settings.holdout")} hint={t("plans.settings.holdoutText")}>
          <NumberInput
            label={t("plans.settings.holdout")}
            min={0}
            max={50}
            value={holdout}
            onChange={(n) => setHoldout(n ?? 0)}
          />
        </Row>
        <Row label={t("plans.settings.basis")} hint={t("plans.settings.basisText")}>
          <Choose
            size="base"
            label={t("plans.settings.basis")}
            value={attribution.basis}
            options={[
              { value: "touch", label: t("plans.settings.touch") },
              { value: "click", label: t("plans.settings.click") },
            ]}
            onChange={(basis) => setAttribution({ ...attribution, basis: basis as "touch" | "click" })}
          />
        </Row>
        <Row label={t("plans.settings.window")} hint={t("plans.settings.windowText")}>
          <NumberInput
            label={t("plans.settings.window")}
            whole
            min={1}
            max={90}
            value={attribution.window_days}
            onChange={(n) => setAttribution({ ...attribution, window_days: n ?? 7 })}
          />
        </Row>
      </div>
      {put.problems.length > 0 ? (
        <div className="px-6 py-4">
          <ProblemList problems={put.problems} />
        </div>
      ) : null}
    </Section>
  )
}

function Row({
  id,
  label,
  hint,
  children,
}: {
  id?: string
  label: string
  hint?: string
  children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-y-1.5">
      <Label size="small" weight="plus" htmlFor={id}>
        {label}
      </Label>
      {children}
      {hint ? <Hint>{hint}</Hint> : null}
    </div>
  )
}
