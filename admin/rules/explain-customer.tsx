import { CheckCircleSolid, XCircleSolid } from "@medusajs/icons"
import { Button, Drawer, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { useFields } from "../api/catalogue"
import type { FoundCustomer } from "../api/customers"
import { type Explanation, useExplanation } from "../api/rules"
import { CustomerSearch, customerName } from "../customer/customer-search"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { asItIs } from "./as-it-is"
import { type Condition, conditionAt, type Rule } from "./rule"
import { useSentenceOf } from "./use-sentence-of"

/** Why one customer belongs or not: every condition with what shows it, and when time alone will change it. */
export function ExplainCustomer({ rule, segment }: { rule: Rule; segment?: string }) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const [customer, choose] = useState<FoundCustomer | null>(null)
  return (
    <>
      <Button size="small" variant="secondary" className="w-full" onClick={() => setOpen(true)}>
        {t("explain.open")}
      </Button>
      <Drawer open={open} onOpenChange={setOpen}>
        <Drawer.Content>
          <Drawer.Header>
            <Drawer.Title>{t("explain.title")}</Drawer.Title>
            <Drawer.Description>{t("explain.text")}</Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            <CustomerSearch onChoose={choose} autoFocus />
            {customer ? (
              <Verdict key={customer.id} rule={rule} segment={segment} customer={customer} />
            ) : null}
          </Drawer.Body>
        </Drawer.Content>
      </Drawer>
    </>
  )
}

function Verdict(given: { rule: Rule; segment: string | undefined; customer: FoundCustomer }) {
  const { rule, segment, customer } = given
  const { t } = useText()
  const asked = useExplanation({ rule, customer_id: customer.id, segment_id: segment })
  return (
    <section aria-label={customerName(customer)} className="flex flex-col gap-y-3">
      <div className="flex items-center justify-between gap-3">
        <Link
          to={`/customers/${customer.id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover truncate"
        >
          {customerName(customer)}
        </Link>
        {asked.data ? (
          <StatusBadge color={asked.data.matches ? "green" : "grey"}>
            {t(asked.data.matches ? "explain.belongs" : "explain.doesNot")}
          </StatusBadge>
        ) : null}
      </div>
      {asked.data?.drawn === undefined ? null : (
        <Text size="small" className="text-ui-fg-subtle">
          {t(asked.data.drawn ? "explain.drawn" : "explain.notDrawn")}
        </Text>
      )}
      <Answer asked={asked} rows={3}>
        {({ conditions }) => (
          <ul className="flex flex-col gap-y-2">
            {conditions.map((condition) => (
              <Line key={condition.path} rule={rule} condition={condition} />
            ))}
          </ul>
        )}
      </Answer>
    </section>
  )
}

function Line({ rule, condition }: { rule: Rule; condition: Explanation["conditions"][number] }) {
  const { t } = useText()
  const asked = conditionAt(rule, condition.path)
  const sentence = useSentenceOf(asked)
  return (
    <li className="bg-ui-bg-subtle flex items-start gap-2 rounded-lg px-3 py-2">
      {condition.matches ? (
        <CheckCircleSolid
          className="text-ui-tag-green-icon mt-0.5 shrink-0"
          role="img"
          aria-label={t("explain.true")}
        />
      ) : (
        <XCircleSolid
          className="text-ui-fg-subtle mt-0.5 shrink-0"
          role="img"
          aria-label={t("explain.false")}
        />
      )}
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact" className="break-words">
          {sentence.data?.text ?? "…"}
        </Text>
        <InFact asked={asked as Condition | null} text={sentence.data?.text} explained={condition} />
        <Witnesses ids={condition.witnesses} />
        <Turns condition={condition} />
      </div>
    </li>
  )
}

type Explained = Explanation["conditions"][number]

/** What is so instead of, or besides, what was asked for: in words, unless they are those of the condition itself. */
function InFact(given: { asked: Condition | null; text: string | undefined; explained: Explained }) {
  const { asked, text, explained } = given
  const { t, time } = useText()
  const fact = asked && "fact" in asked ? asked.fact : null
  const field = useFields().data?.fields.find(({ id }) => id === fact)
  const is = asItIs(asked, explained, field)
  const moment = is && "moment" in is ? is.moment : null
  const said = useSentenceOf(is && "moment" in is ? null : is).data?.text
  const shown = moment === null ? said : time(moment)
  if (!is || !shown || shown === text) return null
  return (
    <Text size="xsmall" leading="compact" className="text-ui-fg-subtle break-words">
      {t("explain.inFact", { text: shown })}
    </Text>
  )
}

function Turns({ condition: { matches, changes, changes_at } }: { condition: Explained }) {
  const { t, time } = useText()
  const at = time(changes_at)
  return (
    <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
      {changes === "then"
        ? t(matches ? "explain.until" : "explain.from", { at })
        : t(`explain.changes.${changes}`)}
    </Text>
  )
}

const MOST_LINKS = 5

/** What shows it: orders one can open, and how many other things. */
function Witnesses({ ids }: { ids: string[] }) {
  const { t, number } = useText()
  if (ids.length === 0) return null
  const orders = ids.filter((id) => id.startsWith("order_")).slice(0, MOST_LINKS)
  const rest = ids.length - orders.length
  return (
    <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
      {t("explain.shownBy")}{" "}
      {orders.map((id, i) => (
        <span key={id}>
          {i > 0 ? ", " : ""}
          <Link to={`/orders/${id}`} className="text-ui-fg-interactive">
            {t("explain.order", { id: id.slice(-6) })}
          </Link>
        </span>
      ))}
      {rest > 0
        ? `${orders.length > 0 ? " " : ""}${t(orders.length > 0 ? "explain.andMore" : "explain.things", { count: rest, shown: number(rest) })}`
        : null}
    </Text>
  )
}
