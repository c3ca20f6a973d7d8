import { MiniMap } from "@xyflow/react"

/** Where one is in a large drawing; its cards stand out from what lies behind them by day and by night. */
export const SmallMap = ({ label }: { label?: string }) => (
  <MiniMap
    pannable
    zoomable
    style={{ width: 150, height: 96 }}
    nodeColor="var(--fg-muted)"
    maskColor="color-mix(in srgb, var(--bg-subtle) 60%, transparent)"
    className="!bg-ui-bg-base border-ui-border-base overflow-hidden rounded-md border"
    ariaLabel={label}
  />
)
