import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { NotPermitted } from '@union/access/errors.ts';
import type { Reaches } from '@union/access/reach.ts';
import { type Register, registers } from '@union/access/rules.ts';
import { ImportNotFound, UndoRefused, UnknownSheetKey } from '@union/intake/errors.ts';
import { loadFiles } from '@union/intake/load.ts';
import type { LoadReport, Progress } from '@union/intake/report.ts';
import { findSheet, sheets } from '@union/intake/sheets/sheets.ts';
import { undoImport } from '@union/intake/undo.ts';
import { writeTemplate } from '@union/intake/workbook/template.ts';
import { requireUndo } from '@union/registers/undo-permission.ts';
import { dayIn } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { KnownError } from '@union/schema/errors.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CheckedFiles } from '../office/checked-files.ts';
import { OfficeRefusal, OfficeRequestWrong, WarningsNotConfirmed } from '../office/errors.ts';
import { latestImports } from '../office/imports.queries.ts';
import { errorBody } from './http-errors.ts';

export type IntakeOptions = {
  readonly database: Database;
  /** Where checked files wait. */
  readonly folder: string;
  readonly timeZone: string;
  /** What the viewer of a request may do, and where. */
  readonly reachesOf: (request: FastifyRequest) => Promise<Reaches>;
};

/** Megabytes that an uploaded file may have. */
const LARGEST = 100;
/** Imports that the list shows. */
const LISTED = 50;

/**
 * /office/intake: a file is checked, then loaded by the id of its check, then perhaps undone. By whom and where decides
 * the rule table, row by row. A request that accepts `application/x-ndjson` is told how far it is, a line at a time; the
 * last line is the answer.
 */
export function routeIntake(app: FastifyInstance, { database, folder, timeZone, reachesOf }: IntakeOptions): void {
  const files = new CheckedFiles(folder, LARGEST);
  let template: Promise<Buffer> | undefined;

  app.register(async (intake) => {
    // The body is a stream of bytes: no file is ever held in memory.
    intake.addContentTypeParser('application/octet-stream', (_, body, done) => done(null, body));
    intake.addHook('onSend', async (_, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });

    intake.get('/office/intake/template', async (_, reply) => {
      template ??= writtenTemplate();
      template.catch(() => {
        template = undefined;
      });
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('填报模板.xlsx')}`)
        .send(await template);
    });

    intake.post<{ Querystring: { name?: string; sheet?: string } }>(
      '/office/intake/check',
      // Asked before a byte of the file is read.
      { onRequest: async (request) => requireLoader(await reachesOf(request)), bodyLimit: Number.MAX_SAFE_INTEGER },
      async (request, reply) => {
        const reaches = await reachesOf(request);
        const { name, sheet } = request.query;
        if (!name || typeof (request.body as Readable | undefined)?.pipe !== 'function') {
          throw new OfficeRequestWrong(
            'send the file as application/octet-stream to ?name=FILE.xlsx',
            '请以 application/octet-stream 发送文件，并以 ?name= 指明文件名',
          );
        }
        if (sheet !== undefined && !findSheet(sheet)) throw refused(unknownSheet(sheet));
        const file = await files.take(name, reaches.viewer, request.body as Readable);
        return answer(request, reply, async (onProgress) => {
          let isKept = false;
          try {
            const [report] = await loadFiles(database, [file.path], {
              ...{ mode: 'check', loadedBy: reaches.viewer.name, reaches, today: dayIn(timeZone), onProgress },
              ...(sheet ? { sheet } : {}),
            });
            if (report?.status === 'fine') {
              await files.note(file, reaches.viewer, report.counts.warnings, sheet);
              isKept = true;
            }
            return { id: isKept ? file.id : null, report: shown(report as LoadReport, file.name) };
          } finally {
            if (!isKept) await files.remove(file.id, reaches.viewer);
          }
        });
      },
    );

    intake.post<{ Body: { id?: unknown; confirmedWarnings?: unknown } | null }>(
      '/office/intake/load',
      async (request, reply) => {
        const reaches = await reachesOf(request);
        requireLoader(reaches);
        const { id, confirmedWarnings = 0 } = request.body ?? {};
        const file = await files.find(String(id), reaches.viewer);
        if (file.warnings > 0 && confirmedWarnings !== file.warnings) throw new WarningsNotConfirmed(file.warnings);
        return answer(request, reply, async (onProgress) => {
          const [report] = await loadFiles(database, [file.path], {
            ...{ loadedBy: reaches.viewer.name, reaches, today: dayIn(timeZone), onProgress },
            // As it was checked: a file that does not tell its sheet is told again.
            ...(file.sheet && { sheet: file.sheet }),
          });
          if (report?.status !== 'refused') await files.remove(file.id, reaches.viewer);
          return { report: shown(report as LoadReport, file.name) };
        });
      },
    );

    intake.get('/office/intake/imports', async (request) => {
      const reaches = await reachesOf(request);
      if (reaches.ofGroup('import', 'read') === 'nothing') throw new NotPermitted('import', 'read');
      return { imports: await latestImports(database.db, reaches, LISTED) };
    });

    intake.post<{ Body: { importId?: unknown } | null }>('/office/intake/undo', async (request) => {
      const reaches = await reachesOf(request);
      const importId = Number(request.body?.importId);
      try {
        if (!Number.isSafeInteger(importId) || importId < 1) throw new ImportNotFound(0, false);
        await requireUndo(database.db, reaches, importId);
        return { undone: await undoImport(database, importId, reaches.viewer.name, reaches.viewer) };
      } catch (error) {
        if (error instanceof UndoRefused) throw new OfficeRefusal(error, 409, { reasons: error.reasons });
        if (error instanceof ImportNotFound) throw new OfficeRefusal(error, 404, {});
        throw error;
      }
    });
  });
}

const unknownSheet = (key: string) =>
  new UnknownSheetKey(
    key.slice(0, 60),
    sheets.map((sheet) => sheet.key),
  );

/** @throws NotPermitted when the viewer may load nothing at all; which rows, the intake asks itself. */
function requireLoader(reaches: Reaches): void {
  const names = Object.keys(registers) as Register[];
  if (!names.some((register) => reaches.of(register, 'load') !== 'nothing')) throw new NotPermitted('import', 'load');
}

/** The report without the path on this machine. */
function shown(report: LoadReport, name: string): LoadReport {
  return { ...report, file: name, problems: report.problems.map((problem) => ({ ...problem, file: name })) };
}

/** Answers with what `work` gives: as JSON, or after lines of progress where those are asked for. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (onProgress: (progress: Progress) => void) => Promise<unknown>,
): Promise<unknown> {
  if (!request.headers.accept?.includes('application/x-ndjson')) {
    return work(() => {}).catch((error: unknown) => {
      throw refused(error);
    });
  }
  const lines = new PassThrough();
  const write = (line: unknown) => lines.write(`${JSON.stringify(line)}\n`);
  let last = 0;
  const progress = ({ phase, sheet, rows, read }: Progress) => {
    // A reader that is far behind needs no more lines.
    if (Date.now() - last < 100) return;
    last = Date.now();
    write({ progress: { phase, sheet, rows, read } });
  };
  work(progress)
    .then(
      (result) => write(result),
      (error: unknown) => lines.write(`${errorBody(request, refused(error)).body}\n`),
    )
    .finally(() => lines.end());
  return reply.type('application/x-ndjson; charset=utf-8').header('x-accel-buffering', 'no').send(lines);
}

/** Errors of the intake's own kind are said, not masked. */
function refused(error: unknown): unknown {
  return error instanceof KnownError && !('status' in error) ? new OfficeRefusal(error, 400, {}) : error;
}

async function writtenTemplate(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'template-'));
  try {
    const path = join(folder, 'template.xlsx');
    await writeTemplate(path);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
