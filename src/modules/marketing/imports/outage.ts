/** Class 08 and 57P: the connection or the server went away; ECONN*: it never answered. No fault of any file. */
export const isOutage = (error: unknown): boolean =>
  /^(08|57P|ECONN|EPIPE)/.test(String((error as { code?: string }).code ?? ""))
