import { Container, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useBenefits, useChannels, useKinds } from "../../api/catalogue"
import { type Estimate, type Plan, usePlanEstimate } from "../../api/plans"
import { useThingNames } from "../../api/things"
import { useDrawn } from "../../canvas/use-cards"
import { useText } from "../../i18n/use-text"
import { Summary as NodeLine } from "../../kinds/summary"
import { ProblemList } from "../../page/problem-list"
import { Fact, Figure, Figures, Section } from "../../page/section"
import { Answer } from "../../page/states"
import { useSentenceOf } from "../../rules/use-sentence-of"
import { useBatchText, useParticipationText } from "../participation"
import { useScheduleText } from "../schedule/schedule-text"
import { useGoalText } from "../targets"
import { type Answers, TRIGGER } from "./answers"
import { StepTitle } from "./step-title"

export function ReviewStep({ plan, answers }: { plan: Plan; answers: Answers }) {
  const { t } = useText()
  const estimate = usePlanEstimate(plan, true)
  return (
    <>
      <StepTitle step="review" />
      <Container className="p-0" role="region" aria-label={t("wizard.review.estimate")}>
        <Answer asked={estimate} rows={2}>
          {({ estimate }) => (
            <div className="divide-y">
              {plan.type === "triggered" ? (
                <Fact name={t("wizard.review.people")}>{t("plans.review.asItHappens")}</Fact>
              ) : (
                <EstimateFigures estimate={estimate} channel={answers.channel} />
              )}
              <div className="px-6 py-4">
                <ProblemList problems={estimate.problems} none={t("plans.noProblems")} />
              </div>
            </div>
          )}
        </Answer>
      </Container>
      <Section title={plan.name} level="h3">
        <div className="divide-y">
          <Summary plan={plan} answers={answers} />
        </div>
      </Section>
    </>
  )
}

function EstimateFigures({ estimate, channel }: { estimate: Estimate; channel: string | null }) {
  const { t, number, label } = useText()
  const channels = useChannels()
  return (
    <Figures>
      <Figure
        name={t("wizard.review.people")}
        value={estimate.audience === null ? "–" : number(estimate.audience)}
        hint={t("wizard.review.peopleText")}
      />
      {estimate.held_out ? (
        <Figure
          name={t("report.heldOut")}
          value={number(estimate.held_out)}
          hint={t("wizard.review.heldOutText")}
        />
      ) : null}
      {channel && estimate.reachable[channel] !== undefined ? (
        <Figure
          name={t("wizard.review.reachable", {
            channel: label(channels.data?.channels.find((c) => c.id === channel)?.label) || channel,
          })}
          value={number(estimate.reachable[channel])}
        />
      ) : null}
      {channel && estimate.audience && estimate.reachable[channel] !== undefined ? (
        <Figure
          name={t("wizard.review.blocked")}
          value={number(Math.max(0, estimate.audience - estimate.reachable[channel]))}
          hint={t("wizard.review.blockedText")}
        />
      ) : null}
    </Figures>
  )
}

function Summary({ plan, answers }: { plan: Plan; answers: Answers }) {
  const { t, label, money, percent } = useText()
  const goal = useGoalText()
  const { line, between } = useScheduleText()
  const segments = useThingNames("segment", answers.segment_id ? [answers.segment_id] : [])
  const channels = useChannels()
  const benefits = useBenefits()
  const channel = channels.data?.channels.find((c) => c.id === answers.channel)
  const given = (benefits.data?.benefits ?? []).filter((b) => answers.benefits[b.id])
  const kinds = useKinds()
  const asked = useSentenceOf(answers.who === "conditions" ? answers.rule : null).data?.text ?? ""
  const participation = useParticipationText()
  const batches = useBatchText()
  const kindOf = ({ kind }: { kind: string }) => kinds.data?.kinds.find(({ id }) => id === kind)
  const trigger = useDrawn(plan).nodes.find(({ kind }) => kind.startsWith(TRIGGER))
  const starts = trigger ? <NodeLine node={trigger} kind={kindOf(trigger)} /> : line(plan.settings.schedule)
  // "Coupon · Ten percent off": what it is, and what it will do as saved.
  const told = (name: string, kind_id: string) => {
    const kind = kinds.data?.kinds.find((k) => k.id === kind_id)
    const nodes = plan.canvas.nodes.filter((n) => n.kind === kind_id)
    // Both groups of a test get the same benefits; only their messages differ.
    return (kind_id.startsWith("message:") ? nodes : nodes.slice(0, 1)).map((node) => (
      <span key={node.id} className="block">
        {name}
        {kind ? (
          <>
            {" · "}
            <NodeLine node={node} kind={kind} />
          </>
        ) : null}
      </span>
    ))
  }
  const lines: [string, ReactNode][] = [
    [
      t("wizard.who.tab"),
      answers.who === "segment"
        ? (segments.data?.[answers.segment_id ?? ""] ?? answers.segment_id)
        : answers.who === "reps"
          ? answers.reps.join(t("named.comma"))
          : asked,
    ],
    [
      t("wizard.what.tab"),
      channel ? told(label(channel.label), `message:${channel.id}`) : t("wizard.what.nothing"),
    ],
    ...(answers.wait
      ? [
          [
            t("wizard.what.wait"),
            t(`canvas.lines.wait_${answers.wait.unit}`, { count: answers.wait.amount ?? 0 }),
          ] as [string, ReactNode],
        ]
      : []),
    ...(answers.second
      ? [
          [
            t("wizard.what.second"),
            t("wizard.what.shares", { a: 100 - (answers.second.share ?? 0), b: answers.second.share }),
          ] as [string, ReactNode],
        ]
      : []),
    [t("wizard.benefit.tab"), given.length ? given.map((b) => told(label(b.label), `benefit:${b.id}`)) : "–"],
    [t("wizard.when.tab"), starts],
    ...(between(plan.settings.schedule)
      ? [[t("wizard.when.span"), between(plan.settings.schedule)] as [string, ReactNode]]
      : []),
    ...(plan.settings.entry
      ? [[t("plans.settings.limit"), participation(plan.settings.entry)] as [string, ReactNode]]
      : []),
    ...(plan.settings.batch
      ? [[t("plans.settings.batch"), batches(plan.settings.batch)] as [string, ReactNode]]
      : []),
    ...(plan.settings.do_not_disturb
      ? [
          [
            t("plans.settings.disturb"),
            t("plans.settings.disturbLine", { count: plan.settings.do_not_disturb.hours }),
          ] as [string, ReactNode],
        ]
      : []),
    ...goal.lines(plan.settings).map(({ name, line }) => [name, line] as [string, ReactNode]),
    ...(plan.settings.budget
      ? [
          [t("plans.settings.budget"), money(plan.settings.budget.amount, plan.settings.budget.currency)] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    [t("report.heldOut"), percent(answers.holdout_percent / 100)],
    [
      t("plans.settings.attribution"),
      t("plans.settings.attributionLine", {
        basis: t(`plans.settings.${answers.basis}`),
        count: answers.window_days,
      }),
    ],
  ]
  return (
    <>
      {lines.map(([name, value]) => (
        <Fact key={name} name={name}>
          <Text size="small" leading="compact" className="text-ui-fg-base">
            {value}
          </Text>
        </Fact>
      ))}
    </>
  )
}
