import { z } from 'zod';
import type { BookedDocument } from '../../../statemachines/kernel/reconciliation.ts';
import type { ErpBooks } from '../../reconcile/ports.ts';
import { ErpUnavailable, ErpUnknown } from '../errors.ts';
import { trytonAccess } from './access.ts';
import type { TrytonClient } from './client.ts';
import { idOf } from './post-invoice.ts';

const booked = z.object({
  ...{ id: z.int(), number: z.string().nullable(), company: z.int(), currency: z.string(), state: z.string() },
  ...{ untaxed: z.string(), tax: z.string(), total: z.string(), cancelled: z.boolean() },
  ...{ key: z.string().nullable(), digest: z.string().nullable(), changed: z.array(z.string()) },
});
const page = z.object({ last: z.int(), documents: z.array(booked.extend({ position: z.int() })) });

/** The books with the credentials of the user that may only read. */
export function trytonBooks(secretId: string, timeoutMs: number): ErpBooks {
  return booksOf(trytonAccess(secretId, timeoutMs));
}

/** Supplier invoices and credit notes of all companies, by the methods of our module. */
export function booksOf(client: () => Promise<TrytonClient>): ErpBooks {
  const read = async <T>(schema: z.ZodType<T>, method: string, ...args: readonly unknown[]): Promise<T> => {
    const connected = await client().catch((error: Error) => {
      throw new ErpUnavailable(error.message, { sent: false }, { cause: error });
    });
    const parsed = schema.safeParse(await connected.call('countersign.command', method, ...args));
    if (parsed.success) return parsed.data;
    throw new ErpUnknown(
      `${method} answered ${z.prettifyError(parsed.error)}; bring module and adapter to the same version`,
    );
  };
  return {
    async documents({ after, limit }) {
      const { last, documents } = await read(page, 'documents', after, limit);
      return { last, documents: documents.map(({ position, ...document }) => ({ position, ...bookedOf(document) })) };
    },
    documentsOf: async (keys) => (await read(z.array(booked), 'documents_of', keys)).map(bookedOf),
    documentsById: async (ids) => (await read(z.array(booked), 'documents_by_id', ids.map(idOf))).map(bookedOf),
  };
}

function bookedOf(document: z.infer<typeof booked>): BookedDocument {
  const { id, number, company, currency, state, untaxed, tax, total, cancelled, key, digest, changed } = document;
  return {
    ...{ id: String(id), number: number ?? '', company: String(company), currency, state, cancelled, changed },
    ...{ net: untaxed, tax, gross: total },
    ...(key !== null && { key }),
    ...(digest !== null && { digest }),
  };
}
