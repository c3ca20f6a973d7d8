import { Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

/** Medusa's page block: a header with its actions, and what belongs to it below. */
export function Section({
  title,
  subtitle,
  badge,
  actions,
  level = "h2",
  children,
}: {
  title: string
  subtitle?: ReactNode
  badge?: ReactNode
  actions?: ReactNode
  level?: "h1" | "h2" | "h3"
  children?: ReactNode
}) {
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <Heading level={level} className="break-words">
              {title}
            </Heading>
            {badge}
          </div>
          {subtitle ? (
            <Text size="small" className="text-ui-fg-subtle">
              {subtitle}
            </Text>
          ) : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </Container>
  )
}

/** One line of a list of facts: what it is, and its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle grid grid-cols-2 items-center gap-4 px-6 py-3">
      <Text size="small" leading="compact" weight="plus">
        {name}
      </Text>
      <div className="txt-compact-small text-pretty break-words">{children}</div>
    </div>
  )
}

/** A figure a merchant looks for first; the hint says what it counts. */
export function Figure({ name, value, hint }: { name: string; value: ReactNode; hint?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-y-1 px-6 py-4">
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
        {name}
      </Text>
      <span className="txt-large text-ui-fg-base truncate font-medium tabular-nums">{value}</span>
      {hint ? (
        <Text size="xsmall" leading="compact" className="text-ui-fg-muted">
          {hint}
        </Text>
      ) : null}
    </div>
  )
}

export const Figures = ({ children }: { children: ReactNode }) => (
  <div className="divide-ui-border-base grid grid-cols-2 md:grid-cols-3 xl:grid-cols-6">{children}</div>
)
