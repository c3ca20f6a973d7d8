/** The built-in triggers, in the order of the palette. */
export const triggers = []
