// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import process from 'node:process'
import { deviceId, partyId, submissionId, userId } from '../src/model/ids.ts'
import type { UserId } from '../src/model/ids.ts'
import { mintAdmitted } from '../src/model/proofs/mint-admitted.ts'
import type { Store } from '../src/store/port.ts'
import type { Append } from '../src/store/transactors.ts'
import { CIPHERTEXT_BYTES } from './load/codec.ts'
import { postgresQueue } from './parts/postgres-queue.ts'
import type { Ground } from './parts/servers.ts'
import { sqliteQueue } from './parts/sqlite-queue.ts'

/** What a store run is told. */
export interface StoreOptions {
  /** Measured time for each length of the queue. */
  readonly seconds: number
  /** The longest queue. */
  readonly rows: number
  readonly progress: (text: string) => void
}

/** What a store run found. */
export interface StoreReport {
  readonly store: 'sqlite' | 'postgres'
  /** CPU of this process, and of the database's where there are any, for append, page and acknowledgement of one message; flushes are waited for, not counted. */
  readonly lengths: readonly { readonly rows: number; readonly microsPerMessage: number; readonly millisPerBatch: number; readonly ratioToCheapest: number }[]
  /** Whether the dearest length costs at most {@link FLAT} times the cheapest. */
  readonly flat: boolean
}

/** A store under measurement, with a way to fill its queue that does not take the messages' own. */
export interface Queue {
  readonly store: Store
  /** Rows that wait for `party` and stay: of many lanes, each with its submission, as large as a message. */
  fill(party: string, rows: number): Promise<void>
  /** CPU in microseconds that processes of the database have used so far; 0 where the store runs in this one. */
  readonly databaseCpuMicros: () => Promise<number>
  close(): Promise<void>
}

/** Lengths of the queue, as far as the longest that is asked for. */
const LENGTHS = [10, 1_000, 100_000, 1_000_000] as const
/** What may be called flat. */
const FLAT = 1.5
/** Messages of one commit, and lanes that they take turns in. */
const BATCH = 64
const WARM_UP_BATCHES = 40
const LIMITS = { maxQueued: 1_000, maxQueuedBytes: 64 * 1024 * 1024 }
const DAY_MS = 86_400_000
/** Whose queue is long. What is appended and acknowledged is this party's too. */
const PARTY = partyId('provider.example')

/** Measures messages through the store's port while so many others wait for the same party. */
export const benchStore = async ({ folder, cluster }: Pick<Ground, 'folder' | 'cluster'>, { seconds, rows, progress }: StoreOptions): Promise<StoreReport> => {
  const queue = cluster === undefined ? await sqliteQueue(await folder.folder('store')) : await postgresQueue(cluster)
  const lanes = Array.from({ length: BATCH }, () => ({ sender: userId(randomUUID()), recipient: userId(randomUUID()) }))
  const found: { readonly rows: number; readonly microsPerMessage: number; readonly millisPerBatch: number }[] = []
  let filled = 0
  const wanted = [...LENGTHS.filter((length) => length < rows), rows]
  for (const length of wanted) {
    progress(`filling the queue to ${String(length)}`)
    await queue.fill(PARTY, length - filled)
    filled = length
    progress(`${String(length)} wait`)
    found.push({ rows: length, ...await measure(queue, lanes, seconds) })
  }
  await queue.close()
  const cheapest = Math.min(...found.map(({ microsPerMessage }) => microsPerMessage))
  const lengths = found.map((one) => ({ ...one, ratioToCheapest: one.microsPerMessage / cheapest }))
  return { store: cluster === undefined ? 'sqlite' : 'postgres', lengths, flat: lengths.every(({ ratioToCheapest }) => ratioToCheapest <= FLAT) }
}

type Lane = Readonly<Record<'sender' | 'recipient', UserId>>

const measure = async ({ store, ...queue }: Queue, lanes: readonly Lane[], seconds: number) => {
  let cursor = await lastId(store)
  const batch = async (): Promise<void> => {
    await Promise.all(lanes.map((lane) => store.write.append(message(lane))))
    const page = await store.read.mailboxPage(PARTY, cursor, lanes.length)
    if (page.length !== lanes.length) throw new Error(`${String(page.length)} of ${String(lanes.length)} messages wait`)
    cursor = page.at(-1)?.id ?? cursor
    await store.write.acknowledge(PARTY, page.map(({ id }) => id), [])
  }
  for (let count = 0; count < WARM_UP_BATCHES; count += 1) await batch()
  const [cpu, database, start] = [process.cpuUsage(), await queue.databaseCpuMicros(), performance.now()]
  let batches = 0
  for (const until = start + seconds * 1_000; performance.now() < until; batches += 1) await batch()
  const { user, system } = process.cpuUsage(cpu)
  const millis = performance.now() - start
  return { microsPerMessage: (user + system + await queue.databaseCpuMicros() - database) / (batches * lanes.length), millisPerBatch: millis / batches }
}

/** Id of the newest row that waits: what is measured lies above it, as for a reader that has the rest under way. */
const lastId = async (store: Store): Promise<number> => {
  await store.write.append(message({ sender: userId(randomUUID()), recipient: userId(randomUUID()) }))
  let last = 0
  for (let step = 2 ** 40; step >= 1; step /= 2) {
    if ((await store.read.mailboxPage(PARTY, last + step - 1, 1)).length > 0) last += step
  }
  await store.write.acknowledge(PARTY, [last], [])
  return last
}

const message = ({ sender, recipient }: Lane): Append => {
  const now = Date.now()
  return {
    proof: mintAdmitted({
      action: 'submit', sender, recipient,
      // Rows that are not there have version 0: they are looked up as those of real people are.
      versions: [
        { of: 'party', party: PARTY, version: 0 }, { of: 'user', user: sender, version: 0 }, { of: 'user', user: recipient, version: 0 },
        { of: 'consent', owner: sender, peer: recipient, version: 0 }, { of: 'consent', owner: recipient, peer: sender, version: 0 },
      ],
    }),
    recipientParty: PARTY, senderDevice: deviceId(1), submissionId: submissionId(randomUUID()), digest: randomBytes(32), gatewayTimeMs: now,
    expiresAt: now + DAY_MS, rememberUntil: now + DAY_MS, commitment: randomBytes(32), frank: randomBytes(96), frankEpoch: 1, urgent: false,
    envelopes: [{ deviceId: deviceId(1), bytes: randomBytes(CIPHERTEXT_BYTES) }], attachments: [], attachmentsAt: 0, attachmentsUntil: 0, ...LIMITS,
  }
}
