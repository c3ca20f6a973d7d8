import type { GetSegment } from "../modules/marketing/audience/read-segments"

/** A segment as the API shows it: without our internal number. */
export function segmentEntry({ no: _, ...segment }: Awaited<ReturnType<GetSegment>>) {
  return segment
}
