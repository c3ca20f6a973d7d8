/** The built-in channels, in the order of the palette. */
export const channels = []
