/** The module's key in Medusa's container. */
export const MARKETING = "marketing"
