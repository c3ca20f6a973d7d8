import { Tabs } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useDirection } from "./direction"
import { useUrlValue } from "./url-state"

export type Tab = { id: string; label: string; content: () => ReactNode }

/** Tabs whose choice is in the address bar. Only the open one is drawn. */
export function UrlTabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  const first = tabs[0]?.id ?? ""
  const [chosen, choose] = useUrlValue("tab", first)
  const open = tabs.some((tab) => tab.id === chosen) ? chosen : first
  return (
    <Tabs value={open} onValueChange={choose} dir={useDirection()}>
      <Tabs.List aria-label={label} className="mb-3 flex-wrap">
        {tabs.map((tab) => (
          <Tabs.Trigger key={tab.id} value={tab.id}>
            {tab.label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Content key={tab.id} value={tab.id} className="flex flex-col gap-y-3">
          {tab.id === open ? tab.content() : null}
        </Tabs.Content>
      ))}
    </Tabs>
  )
}
