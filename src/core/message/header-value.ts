/** Longest header value we write; RFC 5322 allows 998 octets a line and mail programs show far fewer. */
const LONGEST = 400

/**
 * One line that is safe as a mail header or a title: no control characters, so no name can start a header of its own
 * (CR/LF injection), and no bidirectional overrides that would turn the text around.
 */
export const headerValue = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what we remove
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, LONGEST)

/** Is this one plain address: nothing that could add a second recipient or a header. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/.test(text)
