import { ArrowPath, ExclamationCircle } from "@medusajs/icons"
import { Button, Container, Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import { Refusal } from "../api/client"
import { useText } from "../i18n/use-text"
import { useReason } from "./reason"

/** What stands where the content will be. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  const { t } = useText()
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4" role="status" aria-label={t("page.loading")}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={i} className="h-8 w-full rounded-md" />
      ))}
    </div>
  )
}

export function LoadingPage() {
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Skeleton className="h-7 w-48 rounded-md" />
      </div>
      <LoadingRows rows={6} />
    </Container>
  )
}

type Step = { label: string; to?: string; onClick?: () => void }

function StepButton({ step }: { step: Step }) {
  if (step.to)
    return (
      <Button size="small" variant="secondary" asChild>
        <Link to={step.to}>{step.label}</Link>
      </Button>
    )
  return (
    <Button size="small" variant="secondary" onClick={step.onClick}>
      {step.label}
    </Button>
  )
}

/** Nothing here yet: says what this is for and the one thing to do next. */
export function Nothing({
  icon,
  title,
  text,
  step,
}: {
  icon?: ReactNode
  title: string
  text?: string
  step?: Step
}) {
  return (
    <div className="flex min-h-[220px] flex-col items-center justify-center gap-y-4 px-6 py-10 text-center">
      <div className="text-ui-fg-subtle flex flex-col items-center gap-y-2">
        {icon}
        <Text size="small" leading="compact" weight="plus" className="text-ui-fg-base">
          {title}
        </Text>
        {text ? (
          <Text size="small" className="max-w-[420px]">
            {text}
          </Text>
        ) : null}
      </div>
      {step ? <StepButton step={step} /> : null}
    </div>
  )
}

/** It went wrong: says what, and offers to try again, or, where there is nothing any more, to go to the list. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useText()
  const reasonOf = useReason()
  const gone = error instanceof Refusal && error.status === 404
  return (
    <div
      role="alert"
      className="flex min-h-[180px] flex-col items-center justify-center gap-y-4 px-6 py-10 text-center"
    >
      <div className="text-ui-fg-subtle flex flex-col items-center gap-y-2">
        <ExclamationCircle />
        <Text size="small" leading="compact" weight="plus" className="text-ui-fg-base">
          {t(gone ? "page.gone" : "page.failed")}
        </Text>
        <Text size="small" className="max-w-[480px]">
          {gone ? t("page.goneText") : reasonOf(error)}
        </Text>
      </div>
      {gone ? (
        <Button size="small" variant="secondary" asChild>
          <Link to=".." relative="path">
            {t("page.toList")}
          </Link>
        </Button>
      ) : null}
      {retry && !gone ? (
        <Button size="small" variant="secondary" onClick={retry}>
          <ArrowPath />
          {t("page.retry")}
        </Button>
      ) : null}
    </div>
  )
}

export type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** Skeleton, error or content of one question to the server. */
export function Answer<T>({
  asked,
  rows,
  children,
}: {
  asked: Asked<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>
  if (asked.isPending) return <LoadingRows rows={rows} />
  return <Failed error={asked.error} retry={() => void asked.refetch()} />
}
