/** What was shown last, kept in the browser for a night without network. A browser that keeps nothing shows what it has until it is switched off. */

/** @property at milliseconds since 1970 when the server last gave it. */
export type Kept = { readonly text: string; readonly at: number };

const NAME = 'union-wall';
const STORE = 'last';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function keep(kept: Kept): Promise<void> {
  await inStore('readwrite', (store) => store.put(kept, 0)).catch(() => {});
}

export async function readKept(): Promise<Kept | undefined> {
  return inStore<Kept | undefined>('readonly', (store) => store.get(0)).catch(() => undefined);
}

/** Nothing is left of what a closed screen showed. */
export async function forget(): Promise<void> {
  await inStore('readwrite', (store) => store.clear()).catch(() => {});
}
