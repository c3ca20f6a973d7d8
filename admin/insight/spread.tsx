import { clx, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Both, Insight } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Explained } from "../page/section"

export type Row = Both & { key: string; name: string; muted?: boolean }

/** The names of both groups, as the heads of columns. */
export function useGroupNames(insight: Insight): { segment: string; compare: string } {
  const { t } = useText()
  return { segment: t("insight.members"), compare: insight.compare.name ?? t("insight.everybody") }
}

/**
 * How both groups are spread over some values: a table that reads as one, with a bar for each share. `of`: how many people the
 * shares are of.
 */
export function Spread({
  title,
  text,
  rows,
  of,
  names,
  more,
}: {
  title: string
  text?: string
  rows: Row[]
  of: Both
  names: { segment: string; compare: string }
  more?: ReactNode
}) {
  const longest = Math.max(
    ...rows.flatMap((row) => [share(row.segment, of.segment), share(row.compare, of.compare)]),
  )
  return (
    <div className="flex min-w-0 flex-col gap-y-3 px-6 py-5">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <Heading level="h3">{text ? <Explained name={title} text={text} /> : title}</Heading>
        {more}
      </div>
      <table className="w-full table-fixed border-separate border-spacing-y-1.5" aria-label={title}>
        <thead>
          <tr className="txt-compact-xsmall text-ui-fg-subtle">
            <td className="w-[30%]" />
            <td />
            <Head color="bg-ui-tag-blue-icon">{names.segment}</Head>
            <Head color="bg-ui-tag-neutral-icon">{names.compare}</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="txt-compact-small">
              <th
                scope="row"
                title={row.name}
                className={clx("text-ui-fg-subtle pe-3 text-start font-normal", row.muted && "italic")}
              >
                <div className="line-clamp-2 break-words">{row.name}</div>
              </th>
              <td aria-hidden className="pe-3">
                <Bar
                  share={share(row.segment, of.segment)}
                  longest={longest}
                  className="bg-ui-tag-blue-icon"
                />
                <Bar
                  share={share(row.compare, of.compare)}
                  longest={longest}
                  className="bg-ui-tag-neutral-icon"
                />
              </td>
              <Share people={row.segment} of={of.segment} strong />
              <Share people={row.compare} of={of.compare} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const share = (people: number, of: number) => (of > 0 ? people / of : 0)

const Head = ({ color, children }: { color: string; children: string }) => (
  <th scope="col" className="w-[112px] ps-2 text-end font-normal" title={children}>
    <span className="inline-flex max-w-full items-center justify-end gap-x-1.5">
      <span className={clx("size-2 shrink-0 rounded-sm", color)} aria-hidden />
      <span className="truncate">{children}</span>
    </span>
  </th>
)

const Bar = ({ share, longest, className }: { share: number; longest: number; className: string }) => (
  <div className="bg-ui-bg-component my-px h-2 overflow-hidden rounded-sm">
    <div
      className={clx("h-full rounded-sm", className)}
      style={{ width: longest > 0 ? `${(100 * share) / longest}%` : 0, minWidth: share > 0 ? 2 : 0 }}
    />
  </div>
)

/** A share, and below it how many people it is. */
export function Share({ people, of, strong = false }: { people: number; of: number; strong?: boolean }) {
  const { number, percent } = useText()
  return (
    <td className="ps-2 text-end tabular-nums">
      <Text
        as="div"
        size="small"
        leading="compact"
        weight={strong ? "plus" : "regular"}
        className={strong ? "text-ui-fg-base" : "text-ui-fg-subtle"}
      >
        {of > 0 ? percent(people / of) : "–"}
      </Text>
      <Text as="div" size="xsmall" leading="compact" className="text-ui-fg-subtle">
        {number(people)}
      </Text>
    </td>
  )
}

/** The rows, and one for whoever is in none of them. */
export function withRest(rows: Row[], of: Both, name: string): Row[] {
  const rest = (group: keyof Both) => of[group] - rows.reduce((sum, row) => sum + row[group], 0)
  const both = { segment: rest("segment"), compare: rest("compare") }
  return both.segment + both.compare > 0 ? [...rows, { key: "rest", name, muted: true, ...both }] : rows
}

/** Two beside each other where there is room, parted by lines; one that is left over takes the whole row. */
export const Pairs = ({ children }: { children: ReactNode }) => (
  <div className="grid xl:grid-cols-2 [&>*]:border-ui-border-base [&>*]:border-b xl:[&>*:nth-child(odd)]:border-e xl:[&>*:last-child:nth-child(odd)]:col-span-2 xl:[&>*:last-child:nth-child(odd)]:border-e-0">
    {children}
  </div>
)
