import { NotPermitted } from '@union/access/errors.ts';
import {
  createAccount,
  disableAccount,
  grantRole,
  listAccounts,
  requireAdministrationOf,
  revokeGrant,
} from '@union/access/identity/accounts.ts';
import { makeEmbedToken, TOKEN_MINUTES } from '@union/access/identity/embed-tokens.ts';
import { issueKey, type KeyRole, type KeySeen, keyRoles, listKeys, revokeKey } from '@union/access/identity/keys.ts';
import { makeLink } from '@union/access/identity/links.ts';
import { endAllSessions } from '@union/access/identity/sessions.ts';
import { type Role, roleNames, roles } from '@union/access/roles.ts';
import type { Db } from '@union/schema/db/database.ts';
import { builder } from '../builder.ts';
import { type Context, registersOf, writableRegisters } from '../context.ts';

type AccountSeen = Awaited<ReturnType<typeof listAccounts>>[number];

const AccessRole = builder.enumType('AccessRole', {
  description: 'What an account may do within a federation; docs/access.md has the table.',
  values: Object.fromEntries(
    roleNames
      .filter((name) => name !== 'public')
      .map((name) => [name.toUpperCase(), { value: name, description: `${roles[name].zh} · ${roles[name].for}` }]),
  ) as Record<string, { value: Exclude<Role, 'public'>; description: string }>,
});
const KeyRoleType = builder.enumType('ApiKeyRole', {
  description: 'What a key may do; none administers or looks at personal data.',
  values: Object.fromEntries(
    keyRoles.map((name) => [
      name.toUpperCase(),
      { value: name, description: `${roles[name].zh} · ${roles[name].for}` },
    ]),
  ) as Record<string, { value: KeyRole; description: string }>,
});

const AccountGrant = builder.objectRef<AccountSeen['grants'][number]>('AccountGrant').implement({
  description: 'A role of an account that holds now. Source: accounts and keys of the server.',
  fields: (t) => ({
    id: t.id({ description: 'By which it is revoked.', resolve: ({ grant_id }) => String(grant_id) }),
    role: t.field({
      type: AccessRole,
      description: 'The role.',
      resolve: ({ role }) => role as Exclude<Role, 'public'>,
    }),
    federationCode: t.exposeID('federation_code', { nullable: true, description: 'Where; null: everywhere.' }),
    expiresAt: t.field({
      ...{ type: 'DateTime', nullable: true, description: 'When it ends; null: when it is revoked.' },
      resolve: ({ expires_at }) => expires_at?.toISOString() ?? null,
    }),
    grantedBy: t.exposeString('granted_by', { description: 'Who granted it.' }),
  }),
});

const Account = builder.objectRef<AccountSeen>('Account').implement({
  description: 'Somebody who may sign in, or a program. For administrators. Source: accounts and keys of the server.',
  fields: (t) => ({
    id: t.id({ description: 'Its number.', resolve: ({ account_id }) => String(account_id) }),
    name: t.exposeString('name', { description: 'Name.' }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'By which the first sign-in finds it; null without.',
    }),
    isService: t.boolean({ description: 'Whether it is a program.', resolve: ({ kind }) => kind === 'service' }),
    isDisabled: t.boolean({
      description: 'Whether it was closed.',
      resolve: ({ disabled_at }) => disabled_at !== null,
    }),
    lastSignedInAt: t.field({
      ...{ type: 'DateTime', nullable: true, description: 'When it signed in last; null: never.' },
      resolve: ({ last_signed_in_at }) => last_signed_in_at?.toISOString() ?? null,
    }),
    grants: t.field({
      ...{ type: [AccountGrant], description: 'What it may do, as far as the administrator reaches.' },
      extensions: { cost: { rows: 5 } },
      resolve: ({ grants }) => grants,
    }),
  }),
});

builder.queryField('accounts', (t) =>
  t.field({
    ...{ type: [Account], description: 'Accounts by name, for administrators. Errors: NOT_PERMITTED.' },
    extensions: { cost: { weight: 50, rows: 50 } },
    resolve: (_, __, context) => listAccounts(registersOf(context).db, context.reaches),
  }),
);

const ApiKey = builder.objectRef<KeySeen>('ApiKey').implement({
  description:
    'A key of an account. Its secret was shown once, when it was issued. Source: accounts and keys of the server.',
  fields: (t) => ({
    prefix: t.exposeID('prefix', { description: 'The twelve characters after `ukey_`, by which it is revoked.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    accountId: t.id({ description: 'Number of its account.', resolve: ({ accountId }) => String(accountId) }),
    accountName: t.exposeString('accountName', { description: 'Name of its account.' }),
    role: t.expose('role', { type: KeyRoleType, description: 'What it may do.' }),
    federationCode: t.exposeID('federationCode', { nullable: true, description: 'Where; null: everywhere.' }),
    createdAt: t.field({
      ...{ type: 'DateTime', description: 'When it was issued.' },
      resolve: ({ createdAt }) => createdAt.toISOString(),
    }),
    createdBy: t.exposeString('createdBy', { description: 'By whom.' }),
    expiresAt: t.field({
      ...{ type: 'DateTime', description: 'When it ends.' },
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
    revokedAt: t.field({
      ...{ type: 'DateTime', nullable: true, description: 'When it was taken back; null: it was not.' },
      resolve: ({ revokedAt }) => revokedAt?.toISOString() ?? null,
    }),
    revokedBy: t.exposeString('revokedBy', { nullable: true, description: 'By whom; null: by nobody.' }),
    lastUsedAt: t.field({
      ...{ type: 'DateTime', nullable: true, description: 'When it was used last, to the minute; null: never.' },
      resolve: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? null,
    }),
  }),
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKey],
    description:
      'Keys, the newest first, 500 at most: those of the own account, and those that hold where the caller administers. Errors: NOT_PERMITTED.',
    args: { account: t.arg.id({ description: 'Number of an account: its keys alone. Absent: of every account.' }) },
    extensions: { cost: { weight: 50, rows: 20 } },
    resolve: (_, { account }, context) =>
      listKeys(registersOf(context).db, context.reaches, account == null ? undefined : number(account)),
  }),
);

const EmbedToken = builder.objectRef<Awaited<ReturnType<typeof makeEmbedToken>>>('EmbedToken').implement({
  description:
    'What opens restricted figures to a page of a portal, for minutes. Source: accounts and keys of the server.',
  fields: (t) => ({
    token: t.exposeString('token', {
      description: 'To be sent as `Authorization: Bearer …`, or as `token=` of an address where no header can be.',
    }),
    expiresAt: t.field({
      ...{ type: 'DateTime', description: 'When it ends.' },
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
    federationCode: t.exposeID('federationCode', {
      nullable: true,
      description: 'Where it opens restricted figures; null: everywhere.',
    }),
  }),
});

/** Administration is one transaction: what is refused at its end was not done. */
const administer = <T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> =>
  writableRegisters(context)
    .db.transaction()
    .execute((transaction: Db) => work(transaction));

const number = (id: string): number => (/^\d{1,12}$/.test(id) ? Number(id) : 0);

builder.mutationFields((t) => {
  const account = t.arg.id({ required: true, description: 'Number of the account.' });
  const federation = t.arg.id({ description: 'Within this federation; everywhere when absent.' });
  return {
    createAccount: t.id({
      description: 'Makes an account without any grant; answers its number. Errors: NOT_PERMITTED.',
      args: {
        name: t.arg.string({ required: true, description: 'Name.' }),
        email: t.arg.string({ description: 'By which the first sign-in finds it. Absent: no address is known.' }),
      },
      resolve: async (_, { name, email }, context) =>
        String(
          await administer(context, (db) => createAccount(db, context.reaches, { name, email: email ?? undefined })),
        ),
    }),
    disableAccount: t.boolean({
      description:
        'Closes an account: its sessions end, its keys and tokens are refused. Errors: NOT_PERMITTED, ACCOUNT_NOT_FOUND, LAST_ADMINISTRATOR.',
      args: { account },
      async resolve(_, { account: id }, context) {
        await administer(context, (db) => disableAccount(db, context.reaches, number(id)));
        return true;
      },
    }),
    grantRole: t.id({
      description:
        'Grants a role within a federation; answers the number of the grant. Errors: NOT_PERMITTED, ACCOUNT_NOT_FOUND, FEDERATION_NOT_FOUND.',
      args: {
        account,
        role: t.arg({ type: AccessRole, required: true, description: 'The role.' }),
        federation,
        expiresAt: t.arg({ type: 'DateTime', description: 'When it ends; when it is revoked if absent.' }),
      },
      resolve: async (_, { account: id, role, federation: code, expiresAt }, context) =>
        String(
          await administer(context, (db) =>
            grantRole(db, context.reaches, {
              ...{ accountId: number(id), role, federationCode: code ?? null },
              ...(expiresAt && { expiresAt: new Date(expiresAt) }),
            }),
          ),
        ),
    }),
    revokeGrant: t.boolean({
      description:
        'Takes a grant back, from the next request on. Errors: NOT_PERMITTED, GRANT_NOT_FOUND, LAST_ADMINISTRATOR.',
      args: { grant: t.arg.id({ required: true, description: 'Number of the grant.' }) },
      async resolve(_, { grant }, context) {
        await administer(context, (db) => revokeGrant(db, context.reaches, number(grant)));
        return true;
      },
    }),
    makeSignInLink: t.string({
      description: 'A path that signs the account in, once, within a day. Errors: NOT_PERMITTED, ACCOUNT_NOT_FOUND.',
      args: { account },
      resolve: async (_, { account: id }, context) =>
        `/sign-in/link?token=${await administer(context, (db) => makeLink(db, context.reaches, number(id)))}`,
    }),
    signOutEverywhere: t.int({
      description:
        'Ends every session of an account; answers how many. Unit: sessions, 0 and more. Errors: NOT_PERMITTED, ACCOUNT_NOT_FOUND.',
      args: { account },
      resolve: (_, { account: id }, context) =>
        administer(context, async (db) => {
          await requireAdministrationOf(db, context.reaches, number(id));
          return endAllSessions(db, number(id));
        }),
    }),
    issueApiKey: t.string({
      description:
        'A key, shown this once: of an own account, or by an administrator of it. Errors: NOT_PERMITTED, KEY_BEYOND_ACCOUNT.',
      args: {
        account,
        name: t.arg.string({ required: true, description: 'What it is for.' }),
        role: t.arg({
          type: KeyRoleType,
          required: true,
          description: 'What it may do; the account must hold it there.',
        }),
        federation,
        days: t.arg.int({ required: true, description: 'Until it expires. Unit: days, 1 to 366.' }),
      },
      resolve: async (_, { account: id, name, role, federation: code, days }, context) => {
        const key = { accountId: number(id), name, role, federationCode: code ?? null };
        return (
          await administer(context, (db) =>
            issueKey(db, context.reaches, { ...key, days: Math.min(366, Math.max(1, days)) }),
          )
        ).key;
      },
    }),
    makeEmbedToken: t.field({
      type: EmbedToken,
      description:
        'A token for a page of a portal, asked for with a key of the role PORTAL. It ends with its key. Errors: NOT_PERMITTED for anybody but a key, TOKEN_NOT_FOR_KEY, TOKEN_BEYOND_KEY.',
      args: {
        federation: t.arg.id({ description: 'Within this federation; wherever the key holds when absent.' }),
        minutes: t.arg.int({
          ...{
            defaultValue: TOKEN_MINUTES.usual,
            description: `For how long it is good. Unit: minutes, 1 to ${TOKEN_MINUTES.most}. Absent: ${TOKEN_MINUTES.usual}.`,
          },
        }),
      },
      resolve(_, { federation: code, minutes }, context) {
        const { viewer } = context;
        if (viewer.kind !== 'key') throw new NotPermitted('figure_restriction', 'read');
        const asked = { federationCode: code ?? undefined, minutes: minutes ?? TOKEN_MINUTES.usual };
        return administer(context, (db) => makeEmbedToken(db, viewer, viewer.id, asked));
      },
    }),
    revokeApiKey: t.boolean({
      description: 'Takes a key back, from the next request on. Errors: NOT_PERMITTED, KEY_NOT_FOUND.',
      args: { prefix: t.arg.id({ required: true, description: 'The twelve characters after `ukey_`.' }) },
      async resolve(_, { prefix }, context) {
        await administer(context, (db) => revokeKey(db, context.reaches, prefix));
        return true;
      },
    }),
  };
});
