import { recordRegister } from '@union/registers/record-registers.ts';
import { absenceOf, type Step, type Workflow } from '@union/registers/workflows/workflow.ts';
import { takeStep, workflows } from '@union/registers/workflows/workflows.ts';
import { builder } from '../../builder.ts';
import { writableRegisters } from '../../context.ts';
import { ChangeResult, resultOf } from '../records/change-result.ts';
import { capital } from '../records/column-fields.ts';
import { describeInput } from '../records/describe-column.ts';
import { type CommonArgs, columnsInput, common, localId, named, valuesOf } from '../records/mutations.ts';

for (const workflow of workflows) for (const step of workflow.steps) addMutation(workflow, step);

/** A step as a mutation of its name. */
function addMutation(workflow: Workflow, step: Step): void {
  const described = recordRegister(workflow.subject);
  const hasSubject = step.from.length > 0;
  const states = step.from.map((state) => state.toUpperCase()).join(', ');
  const input =
    step.input.length > 0
      ? columnsInput(
          `${capital(step.name)}Input`,
          `${step.zh} · ${step.en}`,
          step.input.map((asked) => ({
            ...asked,
            description: describeInput(asked.column, asked.required ? undefined : absenceOf(workflow, step, asked)),
          })),
        )
      : undefined;
  const columns = step.input.map(({ column }) => column);
  builder.mutationField(step.name, (t) =>
    t.field({
      type: ChangeResult,
      description: `${workflow.zh} · ${workflow.en}: ${step.zh} · ${step.en}.${hasSubject ? ` From ${states}.` : ''}`,
      args: {
        ...(hasSubject && named(t)),
        ...(input && { input: t.arg({ type: input, required: true, description: 'What the step notes.' }) }),
        ...common(t),
      },
      resolve: (_, given, context) => {
        const args = given as CommonArgs & { id?: string; version?: string; input?: Record<string, unknown> };
        const dryRun = args.dryRun ?? false;
        const subject = hasSubject ? { id: localId(described, args.id ?? ''), version: args.version ?? '' } : undefined;
        return resultOf(dryRun, () =>
          takeStep(
            writableRegisters(context),
            context.reaches,
            workflow,
            step,
            subject,
            valuesOf(columns, args.input ?? {}),
            { dryRun, acceptWarnings: args.acceptWarnings ?? false, reason: args.reason ?? undefined },
          ),
        ) as never;
      },
    }),
  );
}
