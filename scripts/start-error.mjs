/** Something the person at the terminal can mend. The command prints its one sentence and stops; nothing is deleted. */
export class StartError extends Error {}

/** Runs a command's main function; a StartError is printed without a stack. */
export async function runCommand(main) {
  try {
    await main()
  } catch (error) {
    const sentence = error instanceof StartError ? error.message : sentences[error?.code]?.(error)
    console.error(sentence ? `\n${sentence}` : error)
    process.exitCode = 1
  }
}

/** What the operating system refuses, said so that one knows what to do. */
const sentences = {
  ENOSPC: () => "The disk is full. Nothing was deleted; free some space and start again.",
  EACCES: (error) => `${error.path ?? "A file"} may not be read or written by this account.`,
  EEXIST: (error) => inTheWay(error),
  ENOTDIR: (error) => inTheWay(error),
  ENOENT: (error) => (error.syscall === "mkdir" ? leadsNowhere(error) : null),
  EROFS: (error) => `${error.path ?? "A file"} cannot be written: the disk is read-only.`,
}

const inTheWay = ({ path }) =>
  `At ${path} a folder is needed, and something else is in the way. Nothing was deleted; move it away and start again.`

/** Folders on the way are made; only behind a link they are not. */
const leadsNowhere = ({ path }) =>
  `At ${path} a folder is needed, and the link there leads to none: is its disk there? Nothing was changed.`
