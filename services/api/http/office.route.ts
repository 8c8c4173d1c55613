import { type AuditEvent, type AuditQuestion, countAudit, findAudit } from '@union/access/audit/read-audit.ts';
import { NotPermitted } from '@union/access/errors.ts';
import type { Reaches } from '@union/access/reach.ts';
import { roles } from '@union/access/roles.ts';
import { findSheet } from '@union/intake/sheets/sheets.ts';
import { recordRegisters } from '@union/registers/record-registers.ts';
import { readPlace, writePlace } from '@union/registers/work-list/place.ts';
import { type WorkKindName, workKindNames, workKinds } from '@union/registers/work-list/work-kinds.ts';
import {
  countWork,
  type Due,
  dueWords,
  findWork,
  type WorkItem,
  type WorkQuestion,
} from '@union/registers/work-list/work-list.ts';
import { workflows } from '@union/registers/workflows/workflows.ts';
import { isDay } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ChangeRequest, changeRecord, getRegister, refusalOf } from '../office/change-record.ts';
import { choicesOf, scopesOf } from '../office/choices.ts';
import { describeRegister } from '../office/describe-register.ts';
import { OfficeRequestWrong, OfficeThingNotFound } from '../office/errors.ts';
import { findRecords } from '../office/find-records.ts';
import { describeStep, recordPage } from '../office/record-page.ts';
import type { AuditLine, AuditPage, Me, RegisterName, Words, WorkPage } from '../office/shapes.ts';
import { routeAppAssets, sendApp } from './app.route.ts';

export type OfficeOptions = {
  readonly database: Database;
  readonly reachesOf: (request: FastifyRequest) => Promise<Reaches>;
  readonly csrfTokenFor: (request: FastifyRequest) => string | undefined;
};

/** Records of each register that a search shows. */
const FOUND = 30;
/** Items of work on a page. */
const WORK_PAGE = 50;
/** Days ahead that count as soon. */
const SOON_DAYS = 30;

/** /office: the officers' pages from files of our own (made by pages/build.ts), and what they read and write. */
export function routeOffice(app: FastifyInstance, { database, reachesOf, csrfTokenFor }: OfficeOptions): void {
  const { db } = database;

  app.get('/office', (_, reply) => sendApp(reply, 'office'));
  app.get<{ Params: { '*': string } }>('/office/*', (request, reply) => {
    // What pages ask for and is not there is no page.
    if (/^(data|intake|assets)(\/|$)/.test(request.params['*']))
      throw new OfficeThingNotFound(request.params['*'].slice(0, 60));
    return sendApp(reply, 'office');
  });
  routeAppAssets(app, 'office');

  app.register(async (data) => {
    data.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });

    data.get('/office/data/me', async (request): Promise<Me> => {
      const reaches = await reachesOf(request);
      const { kind, name, grants } = reaches.viewer;
      const may = (action: 'read' | 'load', names = recordRegisters.map((described) => described.name)) =>
        names.some((register) => reaches.of(register, action) !== 'nothing');
      // Places are open to everybody and are nobody's work.
      const mayRead = may('read', ['enterprise', 'hardship_household']);
      return {
        ...{ kind, name, csrfToken: csrfTokenFor(request) ?? null, mayRead, mayLoad: may('load') },
        mayAudit: reaches.ofGroup('audit', 'read') !== 'nothing',
        roles: grants
          .filter(({ role }) => role !== 'public')
          .map(({ role, federationCode }) => ({ zh: roles[role].zh, en: roles[role].en, federation: federationCode })),
      };
    });

    data.get<{ Querystring: { mine?: string; due?: string; kind?: string; scope?: string; after?: string } }>(
      '/office/data/work',
      async (request): Promise<WorkPage> => {
        const reaches = await reachesOf(request);
        const question = workQuestion(request.query);
        const { due: _due, kinds: _kinds, ...every } = question;
        const after = request.query.after === undefined ? undefined : readPlace(request.query.after);
        if (request.query.after !== undefined && !after) throw new OfficeThingNotFound('after');
        const [items, counts] = [
          await findWork(db, reaches, question, { limit: WORK_PAGE, after }),
          await countWork(db, reaches, every),
        ];
        return {
          items: items.slice(0, WORK_PAGE).map((item) => {
            const kind: (typeof workKinds)[WorkKindName] & { record?: string } = workKinds[item.kind];
            return { ...item, register: kind.record ?? kind.register, step: kind.step };
          }),
          counts: counts.map((count) => ({ ...count, zh: workKinds[count.kind].zh, en: workKinds[count.kind].en })),
          next: items.length > WORK_PAGE ? writePlace(items[WORK_PAGE - 1] as WorkItem) : null,
        };
      },
    );

    data.get('/office/data/registers', async (request) => {
      const reaches = await reachesOf(request);
      const registers = recordRegisters
        .filter(({ name }) => reaches.of(name, 'read') !== 'nothing')
        .map(
          ({ name, register: { sheet }, isFree }): RegisterName => ({
            ...{ name, zh: sheet.zh, en: sheet.en },
            mayCreate: isFree && reaches.of(name, 'create') !== 'nothing',
            isSheet: findSheet(sheet.key) !== undefined,
          }),
        );
      const beginnings = workflows.flatMap((workflow) => {
        if (reaches.of(getRegister(workflow.subject).name, 'read') === 'nothing') return [];
        const steps = workflow.steps.filter(({ from }) => from.length === 0).map(describeStep);
        return steps.map((step) => ({
          ...step,
          register: workflow.subject,
          workflow: { zh: workflow.zh, en: workflow.en },
        }));
      });
      return { registers, beginnings };
    });

    data.get<{ Querystring: { of?: string; text?: string } }>('/office/data/choices', async (request) => {
      const { of = '', text = '' } = request.query;
      const reaches = await reachesOf(request);
      const asked = text.trim().slice(0, 60);
      return {
        choices: of === 'scope' ? await scopesOf(db, reaches, asked) : await choicesOf(db, reaches, of, asked),
      };
    });

    data.get<{ Querystring: AuditQuery }>('/office/data/audit', async (request): Promise<AuditPage> => {
      const reaches = await reachesOf(request);
      const { after } = request.query;
      if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new OfficeThingNotFound('after');
      const question = auditQuestion(request.query);
      const events = await findAudit(db, reaches, question, {
        ...{ limit: WORK_PAGE, before: after === undefined ? undefined : Number(after) },
      });
      const shown = events.slice(0, WORK_PAGE);
      return {
        events: shown.map(auditLine),
        total: await countAudit(db, reaches, question),
        next: events.length > WORK_PAGE ? (shown.at(-1)?.eventNo ?? null) : null,
      };
    });

    data.get<{ Params: { register: string } }>('/office/data/registers/:register', async (request) => {
      const described = getRegister(request.params.register);
      if ((await reachesOf(request)).of(described.name, 'read') === 'nothing') {
        throw new NotPermitted(described.name, 'read');
      }
      return describeRegister(described);
    });

    data.get<{ Querystring: { text?: string; register?: string } }>('/office/data/find', async (request) => {
      const { register } = request.query;
      const text = (request.query.text ?? '').trim();
      if (text.length < 2 || text.length > 100) {
        throw new OfficeRequestWrong('search for 2 to 100 characters', '请输入 2 至 100 个字');
      }
      const reaches = await reachesOf(request);
      const named = register ? getRegister(register).name : undefined;
      if (named && reaches.of(named, 'read') === 'nothing') throw new NotPermitted(named, 'read');
      return { records: await findRecords(db, reaches, text, named, FOUND), limit: FOUND };
    });

    data.get<{ Params: { register: string; id: string } }>('/office/data/records/:register/:id', async (request) => {
      const { register, id } = request.params;
      try {
        return await recordPage(db, await reachesOf(request), getRegister(register), id);
      } catch (error) {
        throw refusalOf(error);
      }
    });

    data.post<{ Body: ChangeRequest | null }>('/office/data/change', async (request) => {
      if (!request.body) throw new OfficeThingNotFound('change');
      return changeRecord(database, await reachesOf(request), request.body);
    });
  });
}

type AuditQuery = { of?: string; who?: string; row?: string; since?: string; until?: string; after?: string };

/** Looks at personal data alone, unless everything is asked for; days are those of the federation. */
function auditQuestion({ of, who, row, since, until }: AuditQuery): AuditQuestion {
  const dayOf = (text: string | undefined): Date | undefined => {
    if (!text) return undefined;
    if (!isDay(text)) throw new OfficeRequestWrong('a day is written 2026-11-20', '日期应写作 2026-11-20');
    return new Date(`${text}T00:00:00+08:00`);
  };
  const last = dayOf(until);
  return {
    ...{ looks: of !== 'all', actorName: who?.trim() || undefined, row: row?.trim() || undefined },
    ...{ since: dayOf(since), until: last && new Date(last.getTime() + 86_400_000) },
  };
}

/** What the audit speaks of that is no sheet. */
const otherThings: Readonly<Record<string, Words>> = {
  account: { zh: '账号', en: 'account' },
  access_grant: { zh: '授权', en: 'grant' },
  api_key: { zh: '密钥', en: 'key' },
  import: { zh: '导入', en: 'import' },
  figure_restriction: { zh: '受限指标', en: 'restriction' },
  wall: { zh: '大屏', en: 'wall' },
  saved_query: { zh: '保存的查询', en: 'saved query' },
};

function auditLine({ at, actorName, action, register, rowKey, purpose, details }: AuditEvent): AuditLine {
  const sheet = recordRegisters.find(({ name }) => name === register)?.register.sheet;
  const reason = typeof details?.reason === 'string' ? details.reason : null;
  return {
    ...{ at: at.toISOString(), who: actorName, action },
    register: sheet ? { zh: sheet.zh, en: sheet.en } : (otherThings[register] ?? { zh: register, en: register }),
    row: Object.values(rowKey ?? {}).join(' '),
    purpose: purpose ?? reason,
  };
}

function workQuestion({
  mine,
  due,
  kind,
  scope,
}: {
  mine?: string;
  due?: string;
  kind?: string;
  scope?: string;
}): WorkQuestion {
  if (due && !(due in dueWords)) throw new OfficeThingNotFound(due.slice(0, 60));
  if (kind && !workKindNames.includes(kind as WorkKindName)) throw new OfficeThingNotFound(kind.slice(0, 60));
  return {
    ...{ soonDays: SOON_DAYS, mine: mine === 'yes', scope: scope || undefined },
    ...(due ? { due: [due as Due] } : {}),
    ...(kind ? { kinds: [kind as WorkKindName] } : {}),
  };
}
