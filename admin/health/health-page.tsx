import { StatusBadge } from "@medusajs/ui"
import { type Health, useHealth } from "../api/health"
import { useText } from "../i18n/use-text"
import { Figure, Figures, Section } from "../page/section"
import { Failed, LoadingPage } from "../page/states"
import { CheckoutHooks } from "./checkout-hooks"
import { LeftAlone } from "./left-alone"
import { StuckCalls } from "./stuck-calls"
import { StuckNews } from "./stuck-news"
import { StuckPeople } from "./stuck-people"
import { UnknownSends } from "./unknown-sends"

/** Work that is this late is behind; a moment's wait is the way it works. */
const LATE_MS = 60_000
/** The store looks every few minutes for what was lost; after so long nobody looks. */
const ASLEEP_MS = 30 * 60_000

/** How far the background work is behind, and everything that waits for a decision. */
export function HealthPage() {
  const asked = useHealth()
  if (asked.isPending) return <LoadingPage />
  if (!asked.data) return <Failed error={asked.error} retry={() => void asked.refetch()} />
  const { health } = asked.data
  return (
    <div className="flex flex-col gap-y-3">
      <Now health={health} />
      <StuckPeople />
      <UnknownSends />
      <StuckCalls />
      <StuckNews />
      <LeftAlone health={health} />
      <CheckoutHooks hooks={health.checkout_hooks} />
    </div>
  )
}

function Now({ health }: { health: Health }) {
  const { t, time, locale } = useText()
  const state = stateOf(health)
  const { reconciled_at, as_of } = health
  return (
    <Section
      level="h1"
      title={t("health.title")}
      subtitle={t("health.subtitle", { at: time(health.as_of) })}
      badge={<StatusBadge color={COLOR[state]}>{t(`health.states.${state}`)}</StatusBadge>}
    >
      <Figures>
        <QueueFigure of="steps" due={health.steps.due} oldest={health.steps.oldest} now={health.as_of} />
        <QueueFigure
          of="occasions"
          due={health.occasions.due}
          oldest={health.occasions.oldest}
          now={health.as_of}
        />
        <QueueFigure of="sends" due={health.sends.due} oldest={health.sends.oldest} now={health.as_of} />
        <QueueFigure of="calls" due={health.calls.due} oldest={health.calls.oldest} now={health.as_of} />
        <QueueFigure of="inbox" due={health.inbox.open} oldest={health.inbox.oldest} now={health.as_of} />
        <Figure
          name={t("health.reconciled")}
          text={t("health.reconciledText")}
          value={
            reconciled_at ? ageOf(Date.parse(as_of) - Date.parse(reconciled_at), locale) : t("health.never")
          }
          hint={reconciled_at ? t("health.ago", { at: time(reconciled_at) }) : undefined}
        />
      </Figures>
    </Section>
  )
}

function QueueFigure({
  of,
  due,
  oldest,
  now,
}: {
  of: string
  due: number
  oldest: string | null
  now: string
}) {
  const { t, number, locale } = useText()
  return (
    <Figure
      name={t(`health.queues.${of}`)}
      text={t(`health.queueTexts.${of}`)}
      value={number(due)}
      hint={
        oldest
          ? t("health.oldest", { age: ageOf(Date.parse(now) - Date.parse(oldest), locale) })
          : t("health.nothingDue")
      }
    />
  )
}

const COLOR = { well: "green", decide: "orange", behind: "orange", asleep: "red" } as const

function stateOf({ as_of, steps, occasions, sends, calls, inbox, ...rest }: Health): keyof typeof COLOR {
  const now = Date.parse(as_of)
  const isOlder = (at: string | null, ms: number) => at !== null && now - Date.parse(at) > ms
  const queues = [steps, occasions, sends, calls, inbox]
  const late = queues.some(({ oldest }) => isOlder(oldest, LATE_MS))
  if (late && isOlder(rest.reconciled_at, ASLEEP_MS)) return "asleep"
  if (late) return "behind"
  const waiting = steps.parked + occasions.parked + sends.unknown + calls.stuck + inbox.parked
  return waiting + rest.stopped_syncs.length + rest.breakers.length > 0 ? "decide" : "well"
}

/** A span in the largest unit of which it has one. */
function ageOf(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 1] as const)
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(
    Math.floor(seconds / size),
  )
}
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const
