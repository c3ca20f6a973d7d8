/** The built-in fields, in the order of the palette. */
export const fields = []
