// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto'
import type { AgreementJwk } from '../../model/credentials.ts'
import type { UserId } from '../../model/ids.ts'
import type { SignalCrypto } from '../../model/signal-crypto.ts'
import type { DeviceTransport } from '../transport.ts'
import { createAnnouncer } from './announcing.ts'
import { createAsker, isUnanswered } from './asking.ts'
import { createDecisions } from './contacts.ts'
import type { Decisions } from './contacts.ts'
import type { Context, DeviceRandom } from './context.ts'
import { createEmitter } from './emitter.ts'
import type { Emitter } from './emitter.ts'
import { DeviceError } from './errors.ts'
import { createKeyring } from './keyring.ts'
import type { Keyring } from './keyring.ts'
import { createLanes } from './lanes.ts'
import { createReceiver } from './receiving.ts'
import type { Receiver } from './receiving.ts'
import { createSealer } from './sealing.ts'
import { createPump } from './sending.ts'
import type { Pump } from './sending.ts'
import { openState } from './state/index.ts'
import type { State } from './state/index.ts'
import { createTasks } from './tasks.ts'
import type { Tasks } from './tasks.ts'
import { createIssuerKeys } from './trust.ts'
import type { IssuerListStore, Trust } from './trust.ts'
import type { DeviceEvents, DeviceLogLine } from './types.ts'
import { createVerifier } from './verifying.ts'
import type { Verifier } from './verifying.ts'

/** What a device is made of. */
export interface DeviceOptions {
  /**
   * Path of the state file, made with mode 0600 if it is not there; `:memory:` forgets everything at the end. Never open an earlier copy
   * of it, nor a restored backup: it would encrypt under keys that were used before, which nothing here can notice.
   */
  readonly file: string
  /** Signal's cryptography; `device/libsignal` offers one. */
  readonly crypto: SignalCrypto
  readonly transport: DeviceTransport
  readonly trust: Trust
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly random?: DeviceRandom
  readonly log?: (line: DeviceLogLine) => void
}

/** The parts of an open device. */
export interface Parts {
  readonly context: Context
  readonly events: Emitter<DeviceEvents>
  readonly keyring: Keyring
  readonly pump: Pump
  readonly receiver: Receiver
  readonly verifier: Verifier
  readonly decisions: Decisions
  /** To whom reports are sealed; undefined where nobody reads them. */
  readonly moderationKey: AgreementJwk | undefined
  readonly close: () => Promise<void>
}

/** Opens the state and puts the parts of a device together; nothing runs yet. Throws what opening the state throws. */
export const assemble = ({ file, crypto, transport, trust, now = Date.now, random = nodeRandom, log = nothing }: DeviceOptions): Parts => {
  const state = openState(file)
  const closing = new AbortController()
  const events = createEmitter<DeviceEvents>((name) => { log({ what: 'listener-failed', reason: name }) })
  const tasks = createTasks((error) => {
    if (!closing.signal.aborted && !isUnanswered(error)) log({ what: 'task-failed', reason: reasonOf(error) })
  })
  const context: Context = {
    state, crypto, random, tasks, now: () => Math.floor(now()), ...createAnnouncer(state.transaction, events), ratchets: createLanes(),
    ask: createAsker(transport, closing.signal),
    wake: (user: UserId) => { tasks.start(`send ${user}`, () => pump(user)) },
  }
  const keyring = createKeyring(context, createIssuerKeys(trust, trust.issuerListStore ?? ownStore(context), fetchList(context), now))
  const pumps = createLanes()
  const pump = createPump(context, createSealer(context, keyring), pumps)
  const verifier = createVerifier(context, keyring, () => receiver)
  const receiver: Receiver = createReceiver(context, (user) => { verifier.verify(user) })
  const decisions = createDecisions(context, createLanes())
  return { context, events, keyring, pump, receiver, verifier, decisions, moderationKey: trust.admission.moderationKey, close: closer(state, closing, [tasks, pumps, context.ratchets]) }
}

const nodeRandom: DeviceRandom = { uuid: randomUUID, bytes: (length) => new Uint8Array(randomBytes(length)) }

const nothing = (): void => undefined

const fetchList = (context: Context) => async (): Promise<string> => (await context.ask({ kind: 'getIssuerList' }, 'issuerList')).list

const ownStore = ({ state, commit }: Context): IssuerListStore => ({
  load: () => state.settings.find('issuer-list'),
  save: (list) => { commit(() => { state.settings.save('issuer-list', list) }) },
})

const closer = (state: State, closing: AbortController, work: readonly Pick<Tasks, 'idle'>[]) => async (): Promise<void> => {
  closing.abort(new DeviceError('CLOSED'))
  for (const one of work) await one.idle()
  state.close()
}

/** The name of what was thrown: its text could hold anything. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
