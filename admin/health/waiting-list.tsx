import { Button, StatusBadge, Table, Text } from "@medusajs/ui"
import { Fragment, type ReactNode } from "react"
import type { Page } from "../api/lists"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { Answer, type Asked } from "../page/states"

/** Rows of a list at first, and more of each time one asks. */
export const FIRST_ROWS = 10

/** Things that wait for a decision: how many, a line each, and what may be done with all of them. */
export function WaitingList<T, A extends Page>({
  of,
  asked,
  rowsOf,
  heads,
  row,
  actions,
  more,
}: {
  /** Where its texts stand: `<of>.title .text .none`, and `.heads` for the columns. */
  of: string
  asked: Asked<A>
  rowsOf: (answer: A) => T[]
  heads: readonly string[]
  row: (thing: T) => ReactNode
  actions?: ReactNode
  more: () => void
}) {
  const { t, number } = useText()
  const count = asked.data?.count ?? 0
  return (
    <Section
      title={t(`${of}.title`)}
      subtitle={t(`${of}.text`)}
      badge={count > 0 ? <StatusBadge color="orange">{number(count)}</StatusBadge> : null}
      actions={count > 0 ? actions : null}
    >
      <Answer asked={asked} rows={2}>
        {(answer) => {
          const rows = rowsOf(answer)
          if (rows.length === 0)
            return (
              <Text size="small" className="text-ui-fg-subtle px-6 py-4">
                {t(`${of}.none`)}
              </Text>
            )
          return (
            <>
              <div className="overflow-x-auto">
                <Table aria-label={t(`${of}.title`)}>
                  <Table.Header>
                    <Table.Row>
                      {heads.map((head) => (
                        <Table.HeaderCell key={head}>{t(`${of}.heads.${head}`)}</Table.HeaderCell>
                      ))}
                      <Table.HeaderCell>
                        <span className="sr-only">{t("health.decide")}</span>
                      </Table.HeaderCell>
                    </Table.Row>
                  </Table.Header>
                  <Table.Body>
                    {rows.map((thing, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the row that `row` makes has a key of its own meaning
                      <Fragment key={index}>{row(thing)}</Fragment>
                    ))}
                  </Table.Body>
                </Table>
              </div>
              {answer.count > rows.length ? (
                <div className="px-6 py-3">
                  <Button size="small" variant="transparent" onClick={more}>
                    {t("health.more", { shown: number(answer.count - rows.length) })}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

/** A button that does one thing, once at a time, and says so when it did not work. */
export function Act({
  text,
  label,
  act,
  variant = "secondary",
}: {
  text: string
  /** What it does with what, where the text alone stands in every row. */
  label?: string
  act: () => Promise<unknown>
  variant?: "secondary" | "transparent"
}) {
  const action = useAction(act)
  return (
    <Button
      size="small"
      variant={variant}
      aria-label={label}
      isLoading={action.busy}
      onClick={() => action.run()}
    >
      {text}
    </Button>
  )
}
