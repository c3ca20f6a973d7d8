import { Container, clx, Heading, Skeleton, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type Preview, useAskAgain, usePreview } from "../api/rules"
import type { Person } from "../api/segments"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"
import { ExplainCustomer } from "./explain-customer"
import type { Rule } from "./rule"
import { RuleSentence } from "./rule-sentence"

const BAR =
  "sticky bottom-3 z-10 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2.5 shadow-elevation-flyout"
/** The count alone sticks to the lower edge while the rule above is longer than the window. */
const LAYOUTS = {
  plain: { whole: "flex flex-col gap-y-3", head: "" },
  under: { whole: "contents", head: BAR },
  beside: {
    whole: "contents xl:sticky xl:top-3 xl:flex xl:w-[340px] xl:shrink-0 xl:flex-col xl:gap-y-3",
    head: `${BAR} xl:static xl:block xl:py-4 xl:shadow-elevation-card-rest`,
  },
}

/**
 * Always in view with a rule: how many; and who can be reached, some of them, and the rule as a sentence. Where it
 * stands to a rule being written: `under` it, or `beside` it where the window is wide enough. `waiting`: a newer rule
 * is about to be asked for.
 */
export function AudiencePreview({
  rule,
  wrong,
  waiting = false,
  stands = "plain",
  segment,
}: {
  rule: Rule | null
  wrong: boolean
  waiting?: boolean
  /** Whose rule it is. */
  segment?: string
  stands?: keyof typeof LAYOUTS
}) {
  const { t } = useText()
  const asked = wrong ? null : rule
  const preview = usePreview(asked)
  // A count of another rule must not stand beside one that could not be counted.
  const shown = wrong || preview.isError ? undefined : preview.data
  const failed = preview.isError && !wrong
  const again = useAskAgain()
  const { whole, head } = LAYOUTS[stands]
  return (
    <section className={whole} aria-label={t("preview.title")}>
      <Container className={clx("px-6 py-4", head)}>
        <Heading level="h3">{t("preview.title")}</Heading>
        <Count
          preview={failed ? undefined : preview.data}
          busy={waiting || preview.isFetching}
          wrong={wrong}
          failed={failed}
        />
      </Container>
      {asked ? (
        <Container className="divide-y p-0">
          {failed ? <Failed error={preview.error} retry={again} /> : null}
          <div className="px-6 py-4 empty:hidden">
            <RuleSentence rule={asked} />
          </div>
          {shown ? <Reachable preview={shown} /> : null}
          {shown ? <Sample people={shown.sample} /> : null}
          <div className="px-6 py-4">
            <ExplainCustomer rule={asked} segment={segment} />
          </div>
        </Container>
      ) : null}
    </section>
  )
}

function Count({
  preview,
  busy,
  wrong,
  failed,
}: {
  preview: Preview | undefined
  busy: boolean
  wrong: boolean
  failed: boolean
}) {
  const { t, number, percent } = useText()
  if (wrong || failed)
    return (
      <Text size="small" className="text-ui-fg-subtle mt-1">
        {t(wrong ? "preview.unfinished" : "preview.uncounted")}
      </Text>
    )
  if (!preview) return <Skeleton className="mt-1 h-9 w-40 rounded-md" />
  const { count, total, exact, took_ms } = preview
  return (
    <div className="mt-1 flex flex-wrap items-baseline gap-x-3" aria-live="polite" aria-busy={busy}>
      <span
        className={clx(
          "text-ui-fg-base text-2xl font-medium tabular-nums transition-opacity",
          busy && "opacity-50",
        )}
      >
        {t("preview.count", { count, shown: number(count) })}
      </span>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {busy
          ? t("preview.counting")
          : [
              total > 0 ? percent(count / total) : "–",
              t(exact ? "preview.exact" : "preview.estimated"),
              t("preview.took", { ms: Math.round(took_ms) }),
            ].join(" · ")}
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
            <span className="txt-compact-small text-ui-fg-subtle truncate">{person.email}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
