import { z } from "zod"

export const segmentSettings = z.strictObject({ segment_id: z.string().min(1, "is needed") })
export type SegmentSettings = z.infer<typeof segmentSettings>
