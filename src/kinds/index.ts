/** The built-in kinds, in the order of the palette. */
export const kinds = []
