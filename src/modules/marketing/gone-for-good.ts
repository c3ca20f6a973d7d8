/** A deletion that fails in the core is taken back at once; a day later it is for good. */
const GRACE_MS = 86_400_000

/** Customers deleted before this moment do not come back: what they had and left behind comes to its end. */
export const goneBefore = (now: Date): Date => new Date(now.getTime() - GRACE_MS)
