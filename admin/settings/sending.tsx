import { Alert, Button, StatusBadge } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type Settings, useSettings, useSwitchSending } from "../api/lifecycle"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { Section } from "../page/section"
import { useUserNames } from "../page/user-names"

/** Whether messages are sent at all, who decided so last, and the button to stop them or let them go on. */
export function Sending({ settings }: { settings: Settings }) {
  const { t } = useText()
  const { mutateAsync: switchTo, isPending } = useSwitchSending()
  const confirmed = useConfirmed()
  const since = useSince(settings)
  const on = settings.sending === "on"
  const ask = () =>
    on
      ? confirmed("sending.stop", {}, () => switchTo("stopped"))
      : confirmed("sending.resume", {}, () => switchTo("on"), "confirmation")
  return (
    <Section
      title={t("sending.title")}
      badge={
        <StatusBadge color={on ? "green" : "red"}>{t(on ? "sending.on" : "sending.stopped")}</StatusBadge>
      }
      subtitle={[t(on ? "sending.onText" : "sending.stoppedText"), since].filter(Boolean).join(" ")}
      actions={
        <Button
          size="small"
          variant={on ? "danger" : "primary"}
          isLoading={isPending}
          onClick={() => void ask()}
        >
          {t(on ? "sending.stop.confirm" : "sending.resume.confirm")}
        </Button>
      }
    >
      <Unreachable breakers={settings.breakers} />
    </Section>
  )
}

/** Channels whose provider failed again and again: since when, why, and when it is tried next. */
function Unreachable({ breakers }: Pick<Settings, "breakers">) {
  const { t, time, label } = useText()
  const channels = useChannels().data?.channels ?? []
  return channels.flatMap((channel) => {
    const open = breakers.find((breaker) => breaker.name === `channel:${channel.id}`)
    if (!open) return []
    return [
      <div key={channel.id} className="px-6 py-4">
        <Alert variant="warning">
          {t("sending.unreachable", {
            channel: label(channel.label),
            since: time(open.opened_at),
            reason: t(`report.reasons.${open.reason}`, { defaultValue: open.reason.replaceAll("_", " ") }),
            next: time(open.open_until),
          })}
        </Alert>
      </div>,
    ]
  })
}

/** Stands over what is waiting for messages, as long as none goes out; nothing otherwise. */
export function SendingStopped() {
  const { t } = useText()
  const settings = useSettings().data?.settings
  const since = useSince(settings)
  if (settings?.sending !== "stopped") return null
  return (
    <Alert variant="error">
      {t("sending.stoppedText")} {since}{" "}
      <Link to="/settings/marketing" className="text-ui-fg-interactive whitespace-nowrap">
        {t("sending.toSettings")}
      </Link>
    </Alert>
  )
}

function useSince(settings?: Settings): string | null {
  const { t, time } = useText()
  const nameOf = useUserNames()
  if (!settings?.changed_at) return null
  return t("sending.since", { at: time(settings.changed_at), who: nameOf(settings.changed_by) })
}
