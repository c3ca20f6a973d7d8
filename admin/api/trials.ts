import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Canvas } from "../../src/core/canvas/schema"
import type { TrialEntry, TrialPerson, TrialSettings, TrialStep } from "../../src/core/trial/trial"
import { get, post, remove } from "./client"
import type { Page } from "./lists"
import type { Content } from "./templates"

export type {
  TrialEntry,
  TrialMessage,
  TrialPerson,
  TrialSettings,
  TrialStep,
} from "../../src/core/trial/trial"

/** One test of a plan, with its drawing as it was then and every card that was passed. */
export type Trial = TrialEntry & {
  canvas: Canvas
  /** The card where the person stands now; null when it is over. */
  here: string | null
  steps: TrialStep[]
}
export type NewTrial = Omit<TrialSettings, "entry"> & { customer_id: string; entry?: string }

const room = ["marketing", "trials"] as const
const path = (plan: string, rest = "") => `/admin/marketing/plans/${plan}/test${rest}`
// Cards light up every half second.
const WATCH_MS = 400

/** Those that are kept, newest first. */
export const useTrials = (plan: string) =>
  useQuery({
    queryKey: [...room, plan],
    queryFn: ({ signal }) => get<{ tests: TrialEntry[] } & Page>(path(plan), {}, signal),
  })

/** One of them; watched while it goes on by itself. */
export const useTrial = (plan: string, no: number | null) =>
  useQuery({
    queryKey: [...room, plan, no],
    queryFn: ({ signal }) => get<{ test: Trial }>(path(plan, `/${no}`), {}, signal),
    enabled: no !== null,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.test.state === "going" ? WATCH_MS : false),
  })

function useTrialPost<Given>(plan: string, to: (given: Given) => [rest: string, body: unknown]) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: Given) => {
      const [rest, body] = to(given)
      return post<{ test: Trial }>(path(plan, rest), body)
    },
    onSuccess: async ({ test }) => {
      queries.setQueryData([...room, plan, test.no], { test })
      await queries.invalidateQueries({ queryKey: [...room, plan], exact: true })
      await queries.invalidateQueries({ queryKey: [...room, "addresses"] })
    },
  })
}

export const useStartTrial = (plan: string) => useTrialPost<NewTrial>(plan, (given) => ["", given])

export const useChooseWay = (plan: string, no: number) =>
  useTrialPost<string>(plan, (port) => [`/${no}/way`, { port }])

export const useOtherWay = (plan: string, no: number) =>
  useTrialPost<{ hop: number; port: string }>(plan, (given) => [`/${no}/other-way`, given])

export const useEndTrial = (plan: string, no: number) => useTrialPost<null>(plan, () => [`/${no}/end`, {}])

export const useTrialMessage = (plan: string, no: number, at: { hop: number; nth: number }) =>
  useQuery({
    queryKey: [...room, plan, no, "message", at.hop, at.nth],
    queryFn: ({ signal }) =>
      get<{ message: { channel: string; rendered: Content | null } }>(
        path(plan, `/${no}/messages/${at.hop}/${at.nth}`),
        {},
        signal,
      ),
  })

export const useTestAddresses = () =>
  useQuery({
    queryKey: [...room, "addresses"],
    queryFn: ({ signal }) => get<{ test_addresses: string[] }>("/admin/marketing/test-addresses", {}, signal),
  })

export const useTestCustomers = () =>
  useQuery({
    queryKey: [...room, "customers"],
    queryFn: ({ signal }) =>
      get<{ test_customers: TrialPerson[] }>("/admin/marketing/test-customers", {}, signal),
    placeholderData: keepPreviousData,
  })

/** Says that tests may write to a customer, or that they may not any more. */
export const useMarkTestCustomer = (customer_id: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (is_test: boolean): Promise<void> => {
      if (is_test) await post("/admin/marketing/test-customers", { customer_id })
      else await remove(`/admin/marketing/test-customers/${customer_id}`)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [...room, "customers"] }),
  })
}

export type TestResult = { to: string; state: string; reason?: string }

/** Sends what is being written to some addresses, as a test. */
export const useTestSend = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: { channel: string; content: Content; to: string[]; customer_id?: string }) =>
      post<{ results: TestResult[] }>("/admin/marketing/templates/test-send", given),
    onSettled: () => queries.invalidateQueries({ queryKey: [...room, "addresses"] }),
  })
}
