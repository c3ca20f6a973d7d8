import { Container, clx, Heading, Text, Tooltip } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"

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
    // What ends in a table has the corners of its block.
    <Container className="divide-y overflow-hidden p-0">
      <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0 flex-1 basis-80">
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
export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle grid grid-cols-2 items-center gap-4 px-6 py-3">
      <Text size="small" leading="compact" weight="plus" as="div">
        {name}
      </Text>
      <div className="txt-compact-small text-pretty break-words">{children}</div>
    </div>
  )
}

/** A name whose meaning shows when one points at it or comes to it by keyboard. */
export function Explained({ name, text }: { name: string; text: string }) {
  return (
    <Tooltip content={text} maxWidth={280}>
      <button
        type="button"
        aria-label={name}
        aria-description={text}
        className="decoration-ui-border-strong cursor-help text-start underline decoration-dotted underline-offset-4"
      >
        {name}
      </button>
    </Tooltip>
  )
}

/** A figure a merchant looks for first. `hint` stands below it, `text` explains it, `to` leads to what is behind it. */
export function Figure({
  name,
  value,
  hint,
  text,
  to,
}: {
  name: string
  value: ReactNode
  hint?: ReactNode
  text?: string
  to?: string
}) {
  return (
    <div className="flex min-w-0 flex-col gap-y-1 px-6 py-4">
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle" as="div">
        {text ? <Explained name={name} text={text} /> : name}
      </Text>
      <span className="txt-large text-ui-fg-base truncate font-medium tabular-nums">
        <Behind to={to}>{value}</Behind>
      </span>
      {hint ? (
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
          {hint}
        </Text>
      ) : null}
    </div>
  )
}

/** A value that leads to the people or things it counts, where there is a page for them. */
export const Behind = ({ to, children }: { to?: string; children: ReactNode }) =>
  to ? (
    <Link to={to} className="hover:text-ui-fg-interactive underline-offset-4 hover:underline">
      {children}
    </Link>
  ) : (
    children
  )

/** Figures side by side: as many as fit, or, where there are six, in rows of two, three or six. */
export const Figures = ({ six = false, children }: { six?: boolean; children: ReactNode }) => (
  <div
    className={clx(
      "grid",
      six ? "grid-cols-2 md:grid-cols-3 xl:grid-cols-6" : "grid-cols-[repeat(auto-fit,minmax(150px,1fr))]",
    )}
  >
    {children}
  </div>
)
