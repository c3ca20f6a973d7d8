import { benefits } from "../../benefits"
import { channels } from "../../channels"
import { defineMarketingExtension } from "../../extension/registry"
import { fields } from "../../fields"
import { kinds } from "../../kinds"
import { deriveKinds } from "../../kinds/derived"
import { planTemplates } from "../../plan-templates"
import { segmentTemplates } from "../../segment-templates"
import { triggers } from "../../triggers"

/** Everything that ships with the plugin, through the same door as a guest's. */
export const builtIns = defineMarketingExtension({
  name: "medusa-marketing-canvas",
  kinds,
  deriveKinds,
  fields,
  channels,
  benefits,
  triggers,
  segmentTemplates,
  planTemplates,
})
