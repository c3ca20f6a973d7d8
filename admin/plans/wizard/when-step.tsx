import { Measurement } from "../measurement"
import { ScheduleForm } from "../schedule/schedule-form"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

export function WhenStep({ answers, answer, problems }: StepProps) {
  return (
    <>
      <StepTitle step="when" />
      <ScheduleForm start={answers.start} problems={problems} onChange={(start) => answer({ start })} />
      <div className="grid gap-6 md:grid-cols-3">
        <Measurement
          holdout_percent={answers.holdout_percent}
          basis={answers.basis}
          window_days={answers.window_days}
          onChange={answer}
        />
      </div>
    </>
  )
}
