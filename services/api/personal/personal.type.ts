import { recordAudit } from '@union/access/audit/audit.ts';
import { NotPermitted, PersonalRowNotFound } from '@union/access/errors.ts';
import { requireAny } from '@union/access/permission.ts';
import {
  eraseHousehold,
  type HouseholdPerson as HouseholdPersonSeen,
  lookAtHousehold,
  lookAtMember,
  type PersonalWork,
  type Person as PersonSeen,
  writeHousehold,
  writeMember,
} from '@union/access/personal/persons.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import type { Action } from '@union/access/rules.ts';
import type { Db } from '@union/schema/db/database.ts';
import { builder } from '../builder.ts';
import { type Context, registersOf, writableRegisters } from '../context.ts';

/** A look costs as much as a large list, so that nobody goes through a county's files in a minute. */
const LOOK = { cost: { weight: 2_000 } };
const ERRORS = 'Errors: NOT_PERMITTED, PERSONAL_ROW_NOT_FOUND, PERSONAL_KEYS_MISSING';

const Person = builder.objectRef<PersonSeen>('Person').implement({
  description: 'Somebody behind a pseudonym, as a recorded look shows. Source: the registers.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Name; null when it was erased.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Phone; null when there is none.' }),
    idLast4: t.exposeString('idLast4', {
      nullable: true,
      description: 'The last four characters of the ID number; null when there is none.',
    }),
  }),
});

const HouseholdPerson = builder.objectRef<HouseholdPersonSeen>('HouseholdPerson').implement({
  description: 'Somebody in a hardship file, as a recorded look shows. Source: the registers.',
  fields: (t) => ({
    relationCode: t.exposeString('relationCode', {
      description: 'GB/T 4761: 0 the person of the file, 1 spouse, 2 son, 3 daughter …',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Name; null when it was erased.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Phone; null when there is none.' }),
    idLast4: t.exposeString('idLast4', {
      nullable: true,
      description: 'The last four characters of the ID number; null when there is none.',
    }),
  }),
});

const PersonFields = builder
  .inputRef<{ name: string; phone?: string | null; idNumber?: string | null }>('PersonInput')
  .implement({
    description: 'What is written of a person.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name.' }),
      phone: t.string({ description: 'Phone. Absent: not known.' }),
      idNumber: t.string({
        description: 'ID number, 18 characters; a keyed hash and the last four are kept. Absent: not known.',
      }),
    }),
  });

const HouseholdPersonFields = builder
  .inputRef<{ name: string; phone?: string | null; idNumber?: string | null; relationCode: string }>(
    'HouseholdPersonInput',
  )
  .implement({
    description: 'Somebody in a hardship file.',
    fields: (t) => ({
      relationCode: t.string({ required: true, description: 'GB/T 4761, one digit.' }),
      name: t.string({ required: true, description: 'Name.' }),
      phone: t.string({ description: 'Phone. Absent: not known.' }),
      idNumber: t.string({
        description: 'ID number, 18 characters; a keyed hash and the last four are kept. Absent: not known.',
      }),
    }),
  });

type Given = { name: string; phone?: string | null | undefined; idNumber?: string | null | undefined };

const given = ({ name, phone, idNumber }: Given) => ({
  ...{ name, phone: phone ?? undefined, idNumber: idNumber ?? undefined },
});

/** Does it in one transaction; what was refused is recorded all the same. */
async function personally<T>(
  context: Context,
  asked: {
    readonly register: 'hardship_household' | 'member';
    readonly action: Action;
    readonly key: Record<string, string>;
  },
  work: (work: PersonalWork) => Promise<T>,
): Promise<T> {
  const { db } = writableRegisters(context);
  const { reaches, requestId, viewer } = context;
  const { register, action, key } = asked;
  try {
    requireAny(reaches, register, action);
    const sealer = sealerOf(registersOf(context).personal);
    return await db.transaction().execute((transaction: Db) => work({ db: transaction, reaches, requestId, sealer }));
  } catch (error) {
    if (viewer.kind !== 'anonymous' && (error instanceof NotPermitted || error instanceof PersonalRowNotFound)) {
      await recordAudit(db, viewer, { action: `${action}_refused`, register, key, requestId });
    }
    throw error;
  }
}

const file = { description: 'Number of the file.', required: true } as const;
const purpose = { description: 'What for, 4 to 200 characters; it stands in the audit.', required: true } as const;

builder.mutationFields((t) => ({
  lookAtHousehold: t.field({
    type: [HouseholdPerson],
    description: `Who is in a hardship file. A mutation, as each look is recorded. ${ERRORS}, PURPOSE_MISSING.`,
    args: { fileNo: t.arg.id(file), purpose: t.arg.string(purpose) },
    extensions: LOOK,
    resolve: (_, { fileNo, purpose: why }, context) =>
      personally(context, { register: 'hardship_household', action: 'look', key: { file_no: fileNo } }, (work) =>
        lookAtHousehold(work, fileNo, why),
      ),
  }),
  lookAtMember: t.field({
    type: Person,
    nullable: true,
    description: `Who a member's pseudonym stands for; null when nobody wrote it down. ${ERRORS}, PURPOSE_MISSING.`,
    args: { memberKey: t.arg.id({ description: 'The pseudonym.', required: true }), purpose: t.arg.string(purpose) },
    extensions: LOOK,
    resolve: (_, { memberKey, purpose: why }, context) =>
      personally(context, { register: 'member', action: 'look', key: { member_key: memberKey } }, (work) =>
        lookAtMember(work, memberKey, why),
      ),
  }),
  writeHousehold: t.boolean({
    description: `Writes who is in a hardship file, in the place of who was. ${ERRORS}, ID_NUMBER_WRONG.`,
    args: {
      fileNo: t.arg.id(file),
      persons: t.arg({ type: [HouseholdPersonFields], required: true, description: 'Everybody in it, 20 at most.' }),
    },
    extensions: LOOK,
    async resolve(_, { fileNo, persons }, context) {
      const all = persons.slice(0, 20).map((person) => ({ ...given(person), relationCode: person.relationCode }));
      await personally(
        context,
        { register: 'hardship_household', action: 'correct', key: { file_no: fileNo } },
        (work) => writeHousehold(work, fileNo, all),
      );
      return true;
    },
  }),
  writeMember: t.boolean({
    description: `Writes who a member's pseudonym stands for. ${ERRORS}, ID_NUMBER_WRONG.`,
    args: {
      memberKey: t.arg.id({ description: 'The pseudonym.', required: true }),
      person: t.arg({ type: PersonFields, required: true, description: 'The person.' }),
    },
    extensions: LOOK,
    async resolve(_, { memberKey, person }, context) {
      await personally(context, { register: 'member', action: 'correct', key: { member_key: memberKey } }, (work) =>
        writeMember(work, memberKey, given(person)),
      );
      return true;
    },
  }),
  eraseHousehold: t.int({
    description:
      'Takes out who is in a hardship file, for ever; answers how many. Unit: people, 0 and more. Errors: NOT_PERMITTED, PERSONAL_ROW_NOT_FOUND.',
    args: { fileNo: t.arg.id(file), reason: t.arg.string({ ...purpose, description: 'Why; it stands in the audit.' }) },
    extensions: LOOK,
    resolve: (_, { fileNo, reason }, context) => {
      const { db } = writableRegisters(context);
      const { reaches, requestId } = context;
      return db
        .transaction()
        .execute((transaction: Db) => eraseHousehold({ db: transaction, reaches, requestId }, fileNo, reason));
    },
  }),
}));
