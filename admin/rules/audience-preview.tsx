import { Container, clx, Heading, Skeleton, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type Preview, usePreview } from "../api/rules"
import type { Person } from "../api/segments"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"
import { ExplainCustomer } from "./explain-customer"
import type { Rule } from "./rule"
import { RuleSentence } from "./rule-sentence"

/** Always in view beside a rule: how many, who can be reached, some of them, and the rule as a sentence. */
export function AudiencePreview({ rule, wrong }: { rule: Rule | null; wrong: boolean }) {
  const { t } = useText()
  const asked = wrong ? null : rule
  const preview = usePreview(asked)
  // A count of another rule must not stand beside one that could not be counted.
  const shown = wrong || preview.isError ? undefined : preview.data
  return (
    <Container className="divide-y p-0" aria-label={t("preview.title")} role="region">
      <div className="px-6 py-4">
        <Heading level="h3">{t("preview.title")}</Heading>
        {preview.isError && !wrong ? null : (
          <Count preview={preview.data} busy={preview.isFetching} wrong={wrong} />
        )}
      </div>
      {preview.isError && !wrong ? (
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      ) : null}
      {asked ? (
        <div className="px-6 py-4 empty:hidden">
          <RuleSentence rule={asked} />
        </div>
      ) : null}
      {shown ? <Reachable preview={shown} /> : null}
      {shown ? <Sample people={shown.sample} /> : null}
      {asked ? (
        <div className="px-6 py-4">
          <ExplainCustomer rule={asked} />
        </div>
      ) : null}
    </Container>
  )
}

function Count({ preview, busy, wrong }: { preview: Preview | undefined; busy: boolean; wrong: boolean }) {
  const { t, number, percent } = useText()
  if (wrong)
    return (
      <Text size="small" className="text-ui-fg-muted mt-1">
        {t("preview.unfinished")}
      </Text>
    )
  if (!preview) return <Skeleton className="mt-2 h-9 w-40 rounded-md" />
  return (
    <div className={clx("mt-1 transition-opacity", busy && "opacity-60")} aria-live="polite">
      <span className="text-ui-fg-base text-2xl font-medium tabular-nums">
        {t("preview.count", { count: preview.count, shown: number(preview.count) })}
      </span>
      <Text size="xsmall" className="text-ui-fg-muted">
        {preview.total > 0 ? percent(preview.count / preview.total) : "–"}
        {" · "}
        {preview.exact ? t("preview.exact") : t("preview.estimated")}
        {" · "}
        {t("preview.took", { ms: Math.round(preview.took_ms) })}
      </Text>
    </div>
  )
}

function Reachable({ preview }: { preview: Preview }) {
  const { t, label, number } = useText()
  const channels = useChannels()
  const rows = Object.entries(preview.reachable)
  // Not with their ids for names, while the names are still being asked for.
  if (channels.isPending || rows.length === 0 || preview.count === 0) return null
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" leading="compact" weight="plus">
        {t("preview.reachable")}
      </Text>
      {rows.map(([id, n]) => {
        const channel = channels.data?.channels.find((c) => c.id === id)
        const name = channel ? label(channel.label) : id
        return (
          <div key={id} className="flex flex-col gap-y-1">
            <div className="txt-compact-xsmall text-ui-fg-subtle flex justify-between">
              <span>{name}</span>
              <span className="tabular-nums">{number(n)}</span>
            </div>
            <div className="bg-ui-bg-switch-off h-1.5 overflow-hidden rounded-full">
              <div
                className="bg-ui-bg-interactive h-full rounded-full"
                style={{ width: `${Math.min(100, (100 * n) / preview.count)}%` }}
              />
            </div>
          </div>
        )
      })}
    </div>
  )
}

export const nameOf = (person: Person): string =>
  person.name ||
  [person.first_name, person.last_name].filter(Boolean).join(" ") ||
  person.email ||
  person.customer_id

function Sample({ people }: { people: Person[] }) {
  const { t } = useText()
  if (people.length === 0) return null
  return (
    <div className="px-6 py-4">
      <Text size="small" leading="compact" weight="plus" className="mb-2">
        {t("preview.sample")}
      </Text>
      <ul className="flex flex-col gap-y-1.5">
        {people.slice(0, 10).map((person) => (
          <li key={person.customer_id} className="flex min-w-0 justify-between gap-x-3">
            <Link
              to={`/customers/${person.customer_id}`}
              className="txt-compact-small text-ui-fg-interactive hover:text-ui-fg-interactive-hover max-w-[60%] shrink-0 truncate"
            >
              {nameOf(person)}
            </Link>
            <span className="txt-compact-small text-ui-fg-muted truncate">{person.email}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
