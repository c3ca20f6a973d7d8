/** The built-in benefits, in the order of the palette. */
export const benefits = []
