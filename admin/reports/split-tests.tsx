import { Button, StatusBadge, Table } from "@medusajs/ui"
import type { Plan } from "../api/plans"
import { type Arm, type SplitTest, useChooseWinner, useSplitTests } from "../api/split-tests"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { Section } from "../page/section"
import { useUserNames } from "../page/user-names"

/** The variants of each split test side by side, who won, and the choice of a winner by hand. */
export function SplitTests({ plan }: { plan: Plan }) {
  const asked = useSplitTests(plan)
  return (asked.data?.split_tests ?? []).map((test) => <OneTest key={test.node} plan={plan} test={test} />)
}

function OneTest({ plan, test }: { plan: Plan; test: SplitTest }) {
  const { t, number, percent, money } = useText()
  const confirmed = useConfirmed()
  const choose = useChooseWinner(plan.id)
  const mayChoose = !test.winner && (plan.state === "running" || plan.state === "paused")
  const ask = ({ id, name }: Arm) =>
    confirmed("report.splitTest.choose", { name }, () => choose.mutateAsync({ node: test.node, variant: id }))
  const rate = (part: number, { heads }: Arm) =>
    heads === 0 ? "–" : `${number(part)} (${percent(part / heads)})`
  return (
    <Section title={test.name || t("report.splitTest.title")} subtitle={<Standing test={test} />}>
      <div className="overflow-x-auto">
        <Table>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("report.splitTest.variant")}</Table.HeaderCell>
              {["people", "opened", "clicked", "ordered", "revenue"].map((figure) => (
                <Table.HeaderCell key={figure} className="text-end">
                  {t(`report.splitTest.${figure}`)}
                </Table.HeaderCell>
              ))}
              {mayChoose ? <Table.HeaderCell /> : null}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {test.arms.map((arm) => (
              <Table.Row key={arm.id}>
                <Table.Cell>
                  <span className="flex items-center gap-2">
                    {arm.name} · {percent(arm.share / 100)}
                    {test.winner?.variant === arm.id ? (
                      <StatusBadge color="green">{t("report.splitTest.winner")}</StatusBadge>
                    ) : null}
                  </span>
                </Table.Cell>
                <Table.Cell className="text-end tabular-nums">{number(arm.heads)}</Table.Cell>
                <Table.Cell className="text-end tabular-nums">{rate(arm.opened, arm)}</Table.Cell>
                <Table.Cell className="text-end tabular-nums">{rate(arm.clicked, arm)}</Table.Cell>
                <Table.Cell className="text-end tabular-nums">{rate(arm.ordered, arm)}</Table.Cell>
                <Table.Cell className="text-end tabular-nums">{money(arm.revenue, test.currency)}</Table.Cell>
                {mayChoose ? (
                  <Table.Cell className="text-end">
                    <Button size="small" variant="secondary" onClick={() => void ask(arm)}>
                      {t("report.splitTest.choose.confirm")}
                    </Button>
                  </Table.Cell>
                ) : null}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Section>
  )
}

/** How the winner is found, or was. */
function Standing({ test }: { test: SplitTest }) {
  const { t, time } = useText()
  const userName = useUserNames()
  const { winner, metric, since } = test
  if (!winner)
    return (
      <>
        {metric ? t(`report.splitTest.by.${metric}`) : t("report.splitTest.byHand")}
        {since ? ` ${t("report.splitTest.since", { at: time(since) })}` : null}
      </>
    )
  const values = { name: winner.name, at: time(winner.at), by: userName(winner.by) }
  return <>{t(winner.is_tie ? "report.splitTest.wonTied" : "report.splitTest.won", values)}</>
}
