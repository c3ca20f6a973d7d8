/** Something the person at the terminal can mend. The command prints its one sentence and stops; nothing is deleted. */
export class StartError extends Error {}

/** Runs a command's main function; a StartError is printed without a stack. */
export async function runCommand(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof StartError ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
