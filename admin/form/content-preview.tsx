import { XMarkMini } from "@medusajs/icons"
import { Button, Container, clx, IconButton, Text } from "@medusajs/ui"
import { useState } from "react"
import type { CatalogueChannel } from "../api/catalogue"
import type { FoundCustomer } from "../api/customers"
import { type Content, useRendered } from "../api/templates"
import { CustomerSearch, customerName } from "../customer/customer-search"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { Failed } from "../page/states"
import { TestSend } from "../trials/test-send"
import { usePropertyLabel } from "./property-label"
import { useDebounced } from "./use-debounced"

const STILL_MS = 400

/** The message as a customer will get it, a moment after each change. */
export function ContentPreview({ channel, content }: { channel: CatalogueChannel; content: Content }) {
  const { t } = useText()
  const settled = useDebounced(content, STILL_MS)
  // A needed text that is not there yet is an empty one: the server then says what it needs, in words.
  const needed = Object.fromEntries((channel.content.required ?? []).map((key) => [key, ""]))
  const [customer, choose] = useState<FoundCustomer | null>(null)
  const [choosing, search] = useState(false)
  const rendered = useRendered(channel.id, { ...needed, ...settled }, customer?.id)
  const shown = rendered.data?.rendered
  return (
    <Container className="divide-y p-0" role="region" aria-label={t("content.preview")}>
      <div className="flex flex-col gap-y-2 px-4 py-3">
        <div className="flex items-start justify-between gap-2">
          <div className="min-w-0">
            <Text size="small" leading="compact" weight="plus">
              {t("content.preview")}
            </Text>
            <Text size="xsmall" className="text-ui-fg-subtle truncate">
              {customer ? t("content.previewFor", { name: customerName(customer) }) : t("content.previewAs")}
            </Text>
          </div>
          {customer ? (
            <IconButton
              size="small"
              variant="transparent"
              aria-label={t("content.previewExample")}
              onClick={() => choose(null)}
            >
              <XMarkMini />
            </IconButton>
          ) : (
            <Button size="small" variant="transparent" type="button" onClick={() => search(!choosing)}>
              {t("content.previewChoose")}
            </Button>
          )}
        </div>
        {choosing && !customer ? (
          <CustomerSearch
            autoFocus
            onChoose={(one) => {
              choose(one)
              search(false)
            }}
          />
        ) : null}
      </div>
      {rendered.isError ? <Failed error={rendered.error} retry={() => void rendered.refetch()} /> : null}
      {rendered.data?.problems?.length ? (
        <div className="px-4 py-3">
          <ProblemList problems={rendered.data.problems} />
        </div>
      ) : null}
      {shown ? (
        <div className={clx("px-4 py-3", rendered.isFetching && "opacity-60")}>
          <RenderedContent channel={channel} rendered={shown} />
        </div>
      ) : (
        <div className="px-4 py-6">
          <Text size="small" className="text-ui-fg-subtle">
            {t("content.nothingToShow")}
          </Text>
        </div>
      )}
      {shown ? <TestSend channel={channel} content={settled} customer_id={customer?.id} /> : null}
    </Container>
  )
}

/** A message as somebody reads it. */
export function RenderedContent({ channel, rendered }: { channel: CatalogueChannel; rendered: Content }) {
  const name = usePropertyLabel()
  return (
    <div className="flex flex-col gap-y-3">
      {Object.keys(channel.templates)
        .filter((key) => rendered[key])
        .map((key) => (
          <div key={key} className="min-w-0">
            <Text size="xsmall" className="text-ui-fg-subtle">
              {name(key, channel.content.properties?.[key])}
            </Text>
            {channel.templates[key] === "html" ? (
              // Sandboxed without scripts: a template is somebody's HTML, not ours.
              <iframe
                title={name(key)}
                sandbox=""
                srcDoc={rendered[key]}
                className="border-ui-border-base mt-1 h-[320px] w-full rounded-md border bg-white"
              />
            ) : (
              <Text size="small" className="whitespace-pre-wrap break-words">
                {rendered[key]}
              </Text>
            )}
          </div>
        ))}
    </div>
  )
}
