import { Button, Input, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useMakeReceiverSecret, useReceiver } from "../api/receivers"
import { useDebounced } from "../form/use-debounced"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { useUserNames } from "../page/user-names"
import { NewSecret } from "../sync/new-secret"

/** Where a card sends to, whether the receiver has a secret, and the button that makes one: it is seen in that moment only. */
export function WebhookAddress({
  id,
  value,
  onChange,
}: {
  id: string
  value: string
  onChange: (value: string) => void
}) {
  const url = useDebounced(value.trim(), 400)
  return (
    <div className="flex flex-col gap-y-2">
      <Input id={id} value={value} placeholder="https://…" onChange={(e) => onChange(e.target.value)} />
      {URL.canParse(url) ? <ReceiverSecret url={url} /> : null}
    </div>
  )
}

function ReceiverSecret({ url }: { url: string }) {
  const { t, time } = useText()
  const receiver = useReceiver(url).data?.receiver
  const make = useMakeReceiverSecret()
  const confirmed = useConfirmed()
  const nameOf = useUserNames()
  const [secret, setSecret] = useState<string | null>(null)
  // The secret of another receiver is none of this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another host is another receiver
  useEffect(() => setSecret(null), [receiver?.host])
  if (!receiver) return null
  const { host, made_at, made_by } = receiver
  const makeOne = async () => setSecret((await make.mutateAsync(url)).secret)
  const ask = () =>
    confirmed(
      made_at ? "receiver.anew" : "receiver.make",
      { host },
      makeOne,
      made_at ? "danger" : "confirmation",
    )
  return (
    <div className="border-ui-border-base flex flex-col gap-y-2 overflow-hidden rounded-lg border">
      <div className="flex flex-col items-start gap-y-2 px-3 py-2">
        <Text size="xsmall" className="text-ui-fg-subtle break-words">
          {made_at
            ? t("receiver.has", { host, at: time(made_at), who: nameOf(made_by) })
            : t("receiver.none", { host })}
        </Text>
        {secret ? null : (
          <Button size="small" variant="secondary" type="button" onClick={() => void ask()}>
            {t(made_at ? "receiver.anew.confirm" : "receiver.make.confirm")}
          </Button>
        )}
      </div>
      {secret ? <NewSecret secret={secret} onClose={() => setSecret(null)} /> : null}
    </div>
  )
}
