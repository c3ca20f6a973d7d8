// @ts-expect-error plain script without types
import { buildAdminPanel, isAdminBuilt } from "../../scripts/admin-panel.mjs"
// @ts-expect-error plain script without types
import { root } from "../../scripts/install.mjs"

/** Before the workers begin: two of them would build it at the same time. */
export async function setup(): Promise<void> {
  if (!isAdminBuilt()) await buildAdminPanel({ cwd: root })
}
