/**
 * A piece of background work. A worker calls `run` when it is woken and at least every `every_ms`; while `run`
 * answers true (more is waiting) it is called again at once. It must be safe to run in several processes at the same time.
 */
export type Chore = { name: string; every_ms: number; run: () => Promise<boolean> }
