import type { Page } from "playwright-core"

type Fiber = { flags: number; child: Fiber | null; sibling: Fiber | null; alternate: Fiber | null }
type Counting = { commits: number[] }

/** From the next page on, notes how many components React runs for each change of the page. */
export const watchDrawing = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const PERFORMED_WORK = 1
    const counting: Counting = { commits: [] }
    const count = (fiber: Fiber): number => {
      let ran = fiber.flags & PERFORMED_WORK
      // What was left alone keeps its very children.
      if (fiber.alternate && fiber.child === fiber.alternate.child) return ran
      for (let child = fiber.child; child; child = child.sibling) ran += count(child)
      return ran
    }
    Object.assign(window, {
      counting,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberUnmount: () => undefined,
        onCommitFiberRoot: (_: number, root: { current: Fiber }) =>
          counting.commits.push(count(root.current)),
      },
    })
  })

/** How many components ran for each change since it was asked last. */
export const drawnAnew = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { counting: Counting }).counting.commits.splice(0))
