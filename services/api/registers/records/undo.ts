import { NotPermitted } from '@union/access/errors.ts';
import { ImportNotFound, UndoRefused } from '@union/intake/errors.ts';
import { type UndoReport, undoImport } from '@union/intake/undo.ts';
import { requireUndo } from '@union/registers/undo-permission.ts';
import { builder } from '../../builder.ts';
import { writableRegisters } from '../../context.ts';
import { NotAllowed, refusalType } from './change-result.ts';

const UndoneTable = builder.objectRef<UndoReport['tables'][number]>('UndoneTable').implement({
  description: 'What undoing did to one register. Source: what was asked, and the registers.',
  fields: (t) => ({
    table: t.exposeString('table', { description: 'Table of the register.' }),
    deleted: t.exposeInt('deleted', {
      description: 'Rows taken out that the change had brought. Unit: rows, 0 and more.',
    }),
    restored: t.exposeInt('restored', { description: 'Rows brought back to what they were. Unit: rows, 0 and more.' }),
  }),
});

const ChangeUndone = builder.objectRef<UndoReport>('ChangeUndone').implement({
  description: 'A change that was taken back. Source: what was asked, and the registers.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'tables' in value,
  fields: (t) => ({
    tables: t.field({
      type: [UndoneTable],
      description: 'By register.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ tables }) => [...tables],
    }),
  }),
});

const Reason = builder.objectRef<{ zh: string; en: string }>('UndoReason').implement({
  description: 'Why a change cannot be taken back. Source: what was asked, and the registers.',
  fields: (t) => ({
    message: t.exposeString('en', { description: 'In English.' }),
    messageZh: t.exposeString('zh', { description: 'In Chinese.' }),
  }),
});

const UndoRefusedType = refusalType('UndoRefused', UndoRefused, 'Something later depends on the change.');
builder.objectField(UndoRefusedType, 'reasons', (t) =>
  t.field({
    type: [Reason],
    description: 'Every reason.',
    extensions: { cost: { rows: 3 } },
    resolve: ({ refusal }) => [...refusal.reasons],
  }),
);

const ChangeNotFound = refusalType(
  'ChangeNotFound',
  ImportNotFound,
  'There is no such change, or it was undone before.',
);

const UndoResult = builder.unionType('UndoResult', {
  description: 'A change that was taken back, or why it was not.',
  types: [ChangeUndone, UndoRefusedType, ChangeNotFound, NotAllowed],
});

builder.mutationField('undoChange', (t) =>
  t.field({
    type: UndoResult,
    description:
      'Takes a change back, or a whole workbook, if nothing later depends on it and all its rows are the caller’s.',
    args: { changeId: t.arg.id({ required: true, description: 'As the change answered it.' }) },
    async resolve(_, { changeId }, context) {
      const database = writableRegisters(context);
      const importId = /^\d{1,15}$/.test(changeId) ? Number(changeId) : 0;
      try {
        await requireUndo(database.db, context.reaches, importId);
        return await undoImport(database, importId, context.viewer.name, context.viewer);
      } catch (error) {
        if (error instanceof UndoRefused || error instanceof ImportNotFound || error instanceof NotPermitted) {
          return { refusal: error } as never;
        }
        throw error;
      }
    },
  }),
);
