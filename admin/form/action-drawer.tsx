import { Button, Drawer, toast } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"

/** Where typing begins, and not at the cross that closes it. */
function startAtFirstField(opened: Event) {
  const field = (opened.currentTarget as HTMLElement).querySelector<HTMLElement>("input, [role=combobox]")
  if (!field) return
  opened.preventDefault()
  field.focus()
}

/**
 * A small form that does one thing: what it is about, the fields, and a button with the verb. Enter is a click on it.
 * Closes when it is done and says so (`done`); else says why not, under the title `failed`, and keeps what was typed.
 */
export function ActionDrawer({
  title,
  text,
  verb,
  danger = false,
  ready,
  act,
  done,
  failed,
  onClose,
  onCloseAutoFocus,
  children,
}: {
  title: string
  text: string
  verb: string
  danger?: boolean
  /** Everything that is needed is filled in. */
  ready: boolean
  act: () => Promise<unknown>
  done?: string
  failed: string
  onClose: () => void
  /** Where the keyboard goes on, if not where it was. */
  onCloseAutoFocus?: (event: Event) => void
  children: ReactNode
}) {
  const { t } = useText()
  const put = useAction(async () => {
    await act()
    if (done) toast.success(done)
    onClose()
    return LEFT
  }, failed)
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content onOpenAutoFocus={startAtFirstField} onCloseAutoFocus={onCloseAutoFocus}>
        <form
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={(e) => {
            e.preventDefault()
            // It may have been opened from another one, whose form is not meant.
            e.stopPropagation()
            if (ready) put.run()
          }}
        >
          <Drawer.Header>
            <Drawer.Title>{title}</Drawer.Title>
            <Drawer.Description>{text}</Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            {children}
            <ProblemList problems={put.problems} />
          </Drawer.Body>
          <Drawer.Footer>
            <Button size="small" variant="secondary" type="button" onClick={onClose}>
              {t("page.cancel")}
            </Button>
            <Button
              size="small"
              variant={danger ? "danger" : "primary"}
              type="submit"
              disabled={!ready}
              isLoading={put.busy}
            >
              {verb}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
