import { Button, Drawer, Table, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { type StuckCard, useRetryPeople, useStuckCards } from "../api/health"
import { useStuckAt } from "../api/plan-nodes"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { CardLink, useCardName } from "./card-link"
import { Act, FIRST_ROWS, WaitingList } from "./waiting-list"

/** The cards at which people of any plan stand still, with why, and the button that lets them try again. */
export function StuckPeople() {
  const { t, number, time } = useText()
  const [limit, setLimit] = useState(FIRST_ROWS)
  const [open, setOpen] = useState<StuckCard | null>(null)
  const asked = useStuckCards(limit)
  const letTry = useLetTry()
  return (
    <>
      <WaitingList
        of="health.people"
        asked={asked}
        rowsOf={({ cards }) => cards}
        heads={["card", "people", "since", "error"]}
        more={() => setLimit(limit + FIRST_ROWS)}
        row={(card) => (
          <Table.Row>
            <Table.Cell>
              <CardLink card={card} />
            </Table.Cell>
            <Table.Cell className="tabular-nums">{number(card.people)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{time(card.oldest)}</Table.Cell>
            <Table.Cell className="min-w-[220px] max-w-[360px] whitespace-normal break-words py-2">
              {card.error ?? "–"}
              {card.errors > 1 ? (
                <Text size="xsmall" className="text-ui-fg-subtle">
                  {t("health.people.otherErrors", { count: card.errors - 1, shown: number(card.errors - 1) })}
                </Text>
              ) : null}
            </Table.Cell>
            <Table.Cell>
              <div className="flex justify-end gap-x-2">
                <Button size="small" variant="transparent" onClick={() => setOpen(card)}>
                  {t("health.people.show")}
                </Button>
                <Act
                  text={t("health.people.retry")}
                  act={() => letTry({ plan_id: card.plan.id, node: card.node })}
                />
              </div>
            </Table.Cell>
          </Table.Row>
        )}
      />
      {open ? <PeopleAt card={open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function useLetTry() {
  const { t } = useText()
  const retry = useRetryPeople()
  return async (asked: { plan_id: string; node: string; customer_id?: string }): Promise<void> => {
    const { retried } = await retry.mutateAsync(asked)
    toast.success(t("canvas.stuckHere.done", { count: retried }))
  }
}

/** Who stands still at a card, each with their own error. */
function PeopleAt({ card, onClose }: { card: StuckCard; onClose: () => void }) {
  const { t, number, time } = useText()
  const [limit, setLimit] = useState(FIRST_ROWS)
  const asked = useStuckAt({ plan_id: card.plan.id, node: card.node, limit })
  const nameOf = useCardName()
  const letTry = useLetTry()
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{nameOf(card)}</Drawer.Title>
          <Drawer.Description>{card.plan.name}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto">
          <Answer asked={asked}>
            {({ parked, count }) => (
              <>
                <ul className="flex flex-col gap-y-3">
                  {parked.map((person) => (
                    <li
                      key={`${person.customer_id} ${person.enrollment_id} ${person.arrived_at}`}
                      className="flex items-start justify-between gap-x-3"
                    >
                      <div className="min-w-0">
                        <Link
                          className="txt-compact-small text-ui-fg-interactive hover:text-ui-fg-interactive-hover break-words"
                          to={`/marketing/plans/${card.plan.id}/people/${person.customer_id}`}
                        >
                          {person.name ?? person.customer_id}
                        </Link>
                        <Text size="small" className="text-ui-fg-subtle break-words">
                          {time(person.arrived_at)} · {person.error ?? "–"}
                        </Text>
                      </div>
                      <Act
                        text={t("health.people.retryOne")}
                        label={t("health.people.retryWho", { who: person.name ?? person.customer_id })}
                        act={() =>
                          letTry({
                            plan_id: card.plan.id,
                            node: card.node,
                            customer_id: person.customer_id,
                          })
                        }
                      />
                    </li>
                  ))}
                </ul>
                {count === 0 ? <Text size="small">{t("health.people.none")}</Text> : null}
                {count > parked.length ? (
                  <Button
                    className="mt-3"
                    size="small"
                    variant="transparent"
                    onClick={() => setLimit(limit + FIRST_ROWS)}
                  >
                    {t("health.more", { shown: number(count - parked.length) })}
                  </Button>
                ) : null}
              </>
            )}
          </Answer>
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("page.close")}
            </Button>
          </Drawer.Close>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
