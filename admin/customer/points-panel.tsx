import { Button, Table } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { usePointEntries, usePoints } from "../api/benefits"
import { useCustomer, useCustomerSummary } from "../api/customers"
import { useText } from "../i18n/use-text"
import { Figure, Section } from "../page/section"
import { Answer, Nothing } from "../page/states"
import { useUserNames } from "../page/user-names"
import { AccountNote } from "./account-note"
import { AdjustPoints } from "./adjust-points"
import { customerName } from "./customer-search"

/** One customer's points: the balance, what runs out, and every movement with its cause. */
export function PointsPanel({ customer_id }: { customer_id: string }) {
  const { t, number, time, date } = useText()
  const [adjusting, adjust] = useState(false)
  const customer = useCustomer(customer_id).data?.customer
  const known = useCustomerSummary(customer_id).data?.customer
  const account = usePoints(customer_id)
  const entries = usePointEntries(customer_id, { limit: 50 })
  const nameOf = useUserNames()
  return (
    <>
      <Section
        title={customer ? customerName(customer) : t("benefits.account")}
        subtitle={
          <Link to={`/customers/${customer_id}`} className="text-ui-fg-interactive">
            {t("benefits.openCustomer")}
          </Link>
        }
        actions={
          <Button size="small" variant="secondary" onClick={() => adjust(true)}>
            {t("points.adjust")}
          </Button>
        }
      >
        {known ? <AccountNote customer={known} /> : null}
        <Answer asked={account} rows={2}>
          {({ account }) => (
            <div className="grid grid-cols-2 md:grid-cols-4">
              <Figure name={t("points.balance")} value={number(account.balance)} />
              <Figure name={t("points.available")} value={number(account.available)} />
              <Figure name={t("points.held")} value={number(account.held)} hint={t("points.heldText")} />
              <Figure
                name={t("points.expiring")}
                value={account.expiring[0] ? number(account.expiring[0].points) : "–"}
                hint={account.expiring[0] ? date(account.expiring[0].expires_at) : undefined}
              />
            </div>
          )}
        </Answer>
      </Section>
      <Section title={t("points.entries")}>
        <Answer asked={entries}>
          {({ entries }) =>
            entries.length === 0 ? (
              <Nothing title={t("points.noEntries")} />
            ) : (
              <Table>
                <Table.Header>
                  <Table.Row>
                    <Table.HeaderCell>{t("points.when")}</Table.HeaderCell>
                    <Table.HeaderCell>{t("points.what")}</Table.HeaderCell>
                    <Table.HeaderCell>{t("points.why")}</Table.HeaderCell>
                    <Table.HeaderCell className="text-end">{t("benefits.points")}</Table.HeaderCell>
                  </Table.Row>
                </Table.Header>
                <Table.Body>
                  {entries.map((entry) => (
                    <Table.Row key={entry.id}>
                      <Table.Cell>{time(entry.at)}</Table.Cell>
                      <Table.Cell>{t(`points.kinds.${entry.kind}`)}</Table.Cell>
                      <Table.Cell className="max-w-[320px] truncate">
                        {[entry.note, entry.actor ? nameOf(entry.actor) : null].filter(Boolean).join(" · ") ||
                          "–"}
                      </Table.Cell>
                      <Table.Cell className="text-end tabular-nums">
                        {entry.points > 0 ? "+" : ""}
                        {number(entry.points)}
                      </Table.Cell>
                    </Table.Row>
                  ))}
                </Table.Body>
              </Table>
            )
          }
        </Answer>
      </Section>
      {adjusting ? <AdjustPoints customer_id={customer_id} onClose={() => adjust(false)} /> : null}
    </>
  )
}
