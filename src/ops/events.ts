// SPDX-License-Identifier: AGPL-3.0-only
import type { Clock } from './clock.ts'
import type { Counters } from './counters.ts'
import type { ServiceKeys } from './keys.ts'
import type { LogFields } from './log-fields.ts'
import type { Log, LogLevel } from './logger.ts'
import { createThrottle } from './throttle.ts'

/** What events stand on. */
export interface EventsDeps {
  readonly log: Log
  readonly counters: Counters
  readonly logId: ServiceKeys['logId']
  readonly clock: Pick<Clock, 'monotonic'>
  /** Told how many seconds a message took from its acceptance to its acknowledgement by the party. */
  readonly acked?: ((party: string, seconds: number) => void) | undefined
}

/** A link as its events name it. */
export interface LinkNames { readonly linkId: string; readonly party: string; readonly role: string; readonly instance: string; readonly keyId: string }

/** Who of the operator's people changed something, and why. */
export interface OperatorsWords {
  /** `socket` for whoever may use the admin socket, else `token:` and the name of the token. */
  readonly actor: string
  /** In the operator's own words; empty where they were not asked for. */
  readonly reason: string
  /** Of the request. */
  readonly correlation?: string
}

/** A failed request as its event names it; see `links/events`. */
export interface FailureNames {
  readonly link: LinkNames | undefined
  readonly kind: string | undefined
  readonly code: string
  readonly correlationId: string
  readonly error: unknown
}

/**
 * One function for each business event: each writes a counter and, where a person should see it, the log. Success is quiet.
 * What strangers can cause is written a bounded number of times a minute. Free text of others is never written, and of the
 * operator's own only words.
 */
export const createEvents = (deps: EventsDeps) => {
  const record = recorder(deps)
  const names = linkNames(deps.logId)
  return Object.freeze({
    ...linkEvents(record, names),
    ...registryEvents(record),
    ...relayEvents(record, deps),
    ...mediaEvents(deps.counters),
    ...adminEvents(record),
    ...coreEvents(record),
    ...daemonEvents(record),
  })
}

type Recorder = (level: LogLevel, event: string, fields?: LogFields, options?: { readonly count?: number; readonly label?: string; readonly bounded?: true }) => void

const recorder = ({ log, counters, clock }: EventsDeps): Recorder => {
  const throttle = createThrottle(clock)
  return (level, event, fields = {}, { count = 1, label, bounded } = {}) => {
    counters.add(event, count, { party: fields.party, label })
    const { write, suppressed } = bounded ? throttle(label === undefined ? event : `${event}.${label}`) : { write: true, suppressed: 0 }
    if (write) log[level](event, suppressed === 0 ? fields : { ...fields, suppressed })
  }
}

/** Names of a link are hashed once, however often a party makes it an event. */
const linkNames = (logId: ServiceKeys['logId']) => {
  const known = new WeakMap<LinkNames, LogFields>()
  const make = (link: LinkNames): LogFields => {
    const { linkId, party, role, instance, keyId } = link
    const names = { party, role, link: logId('link', linkId), instance: logId('instance', instance), key: logId('key', keyId) }
    known.set(link, names)
    return names
  }
  return (link: LinkNames): LogFields => known.get(link) ?? make(link)
}

const linkEvents = (record: Recorder, names: (link: LinkNames) => LogFields) => ({
  linkOpened: (link: LinkNames) => { record('info', 'link.opened', names(link)) },
  linkRefused: (code: string, party: string | undefined) => {
    record('warn', 'link.refused', { code, ...(party === undefined ? {} : { party }) }, { label: code, bounded: true })
  },
  linkClosed: (link: LinkNames, ending: string) => { record('info', 'link.closed', { ...names(link), code: ending }, { label: ending }) },
  requestFailed: ({ link, kind, code, correlationId, error }: FailureNames) => {
    const fields = { ...(link === undefined ? {} : names(link)), ...(kind === undefined ? {} : { kind }), code }
    if (code === 'INTERNAL') record('error', 'request.failed', { ...fields, correlationId, error }, { label: code, bounded: true })
    else record('debug', 'request.failed', fields, { label: code })
  },
})

const registryEvents = (record: Recorder) => ({
  partyAdded: (party: string, role: string) => { record('info', 'party.added', { party, role }) },
  partySuspended: (party: string, _reason: string) => { record('info', 'party.suspended', { party }) },
  partyResumed: (party: string, _reason: string) => { record('info', 'party.resumed', { party }) },
  agreementMoved: (party: string, act: string, actor: string) => { record('info', act, { party, actor }) },
  limitsChanged: (party: string, policyVersion: number, actor: string) => { record('info', 'party.limits-changed', { party, version: String(policyVersion), actor }) },
  userEnlisted: (party: string) => { record('debug', 'user.enlisted', { party }) },
  userErased: (party: string) => { record('debug', 'user.erased', { party }) },
  userExported: (party: string, because: OperatorsWords) => { record('info', 'user.exported', { party, ...because }) },
  userErasedByOperator: (party: string, because: OperatorsWords) => { record('info', 'user.erased-by-operator', { party, ...because }) },
  identityChanged: (party: string, endorsed: boolean) => { record('debug', 'identity.changed', { party, endorsed }) },
  contactRequested: (party: string) => { record('debug', 'contact.requested', { party }) },
  manyNewTargets: (party: string, count: number) => { record('warn', 'party.many-new-targets', { party, count }) },
  contactSurfaced: (party: string) => { record('debug', 'contact.surfaced', { party }) },
  contactGranted: (party: string) => { record('debug', 'contact.granted', { party }) },
  contactAnswered: (party: string, answer: 'granted' | 'denied') => { record('debug', 'contact.answered', { party, code: answer }, { label: answer }) },
  enforced: (party: string, step: string, rule: string, actor: string) => { record('warn', 'enforcement.taken', { party, state: step, code: rule, actor }, { label: step }) },
  enforcementEnded: (party: string, step: string, ending: string, actor: string) => { record('info', 'enforcement.ended', { party, state: step, code: ending, actor }, { label: step }) },
  appealed: (party: string) => { record('warn', 'enforcement.appealed', { party }) },
  appealDecided: (decision: string, actor: string) => { record('info', 'enforcement.appeal-decided', { code: decision, actor }) },
  issuerListPut: (version: number) => { record('info', 'issuer-list.put', { version: String(version) }) },
  vaultKeysRewrapped: (key: number, users: number) => { record('info', 'vault.keys-rewrapped', { version: String(key), count: users }) },
  vaultKeysRenewed: (users: number) => { record('debug', 'vault.keys-renewed', { count: users }, { count: users }) },
  backgroundFailed: (task: string, error: unknown) => { record('error', 'background.failed', { task, error }, { bounded: true }) },
})

const relayEvents = (record: Recorder, { counters, acked }: Pick<EventsDeps, 'counters' | 'acked'>) => ({
  messageAccepted: (party: string, envelopes: number) => {
    record('trace', 'message.accepted', { party, count: envelopes })
    counters.add('message.envelopes', envelopes, { party })
  },
  messagePushed: (party: string) => { counters.add('message.pushed', 1, { party }) },
  messageAcked: (party: string, seconds: number) => { acked?.(party, seconds) },
  resendAsked: (party: string) => { record('debug', 'resend.asked', { party }) },
  messageLost: (party: string) => { record('debug', 'message.lost', { party }) },
  ticketIssued: (party: string, direction: string) => { record('debug', 'attachment.ticket', { party, kind: direction }, { label: direction }) },
  messageDenied: (party: string) => { record('debug', 'message.denied', { party }) },
  messageDelivered: (party: string, count: number) => { record('trace', 'message.delivered', { party, count }, { count }) },
  messageWithheld: (party: string, count: number) => { record('debug', 'message.withheld', { party, count }, { count }) },
  messageRefused: (party: string, _reason: string) => { record('warn', 'message.refused', { party }, { bounded: true }) },
  messageExpired: (count: number) => { record('debug', 'message.expired', { count }, { count }) },
  messageParked: (party: string, count: number) => { record('warn', 'message.parked', { party, count }, { count, bounded: true }) },
  messageRetried: (party: string, count: number, because: OperatorsWords) => { record('info', 'message.retried', { party, count, ...because }, { count }) },
  messageDropped: (party: string, count: number, because: OperatorsWords) => { record('info', 'message.dropped', { party, count, ...because }, { count }) },
  eventSetAside: (party: string, count: number) => { record('error', 'event.set-aside', { party, count }, { count, bounded: true }) },
  vaultRefused: (refusal: string) => { record('error', 'vault.refused', { code: refusal }, { label: refusal, bounded: true }) },
  reportTaken: (party: string) => { record('info', 'report.taken', { party }, { bounded: true }) },
  reportDropped: (because: OperatorsWords) => { record('info', 'report.dropped', { ...because }) },
  wakeSent: (party: string) => { record('debug', 'wake.sent', { party }) },
  wakeFailed: (party: string, reason: string) => { record('warn', 'wake.failed', { party, code: reason }, { label: reason, bounded: true }) },
})

/** Nobody reads of these one by one: they are counted only. */
const mediaEvents = (counters: Counters) => ({
  bytesPassed: (party: string, direction: string, bytes: number) => { counters.add('attachment.bytes', bytes, { party, label: direction }) },
  uploadEnded: (party: string, ending: string) => { counters.add('attachment.upload', 1, { party, label: ending }) },
  objectsFailed: (call: string) => { counters.add('objects.failed', 1, { label: call }) },
})

const adminEvents = (record: Recorder) => ({
  adminRefused: (code: string) => { record('warn', 'admin.refused', { code }, { label: code, bounded: true }) },
  adminFailed: (correlationId: string, error: unknown) => { record('error', 'admin.failed', { correlationId, error }, { bounded: true }) },
})

const coreEvents = (record: Recorder) => ({
  coreRefused: (code: string) => { record('warn', 'core.refused', { code }, { label: code, bounded: true }) },
  coreFailed: (correlationId: string, error: unknown) => { record('error', 'core.failed', { correlationId, error }, { bounded: true }) },
  webhookFailed: (reason: string) => { record('warn', 'webhook.failed', { code: reason }, { label: reason, bounded: true }) },
  webhookDead: (reason: string) => { record('warn', 'webhook.dead', { code: reason }, { bounded: true }) },
  webhookGone: () => { record('warn', 'webhook.gone') },
  deadLettersDropped: (count: number) => { record('warn', 'webhook.dead-dropped', { count }, { count }) },
  untakenReplayed: (count: number, actor: string) => { record('info', 'webhook.replayed', { count, actor }, { count }) },
  credentialAdded: (actor: string) => { record('info', 'core-credential.added', { actor }) },
  credentialRemoved: (actor: string) => { record('info', 'core-credential.removed', { actor }) },
})

const daemonEvents = (record: Recorder) => ({
  daemonReady: (version: string, address: string, ms: number) => { record('info', 'daemon.ready', { version, address, ms }) },
  daemonStopping: (signal: string) => { record('info', 'daemon.stopping', { signal }) },
  daemonStopped: (ms: number) => { record('info', 'daemon.stopped', { ms }) },
  configReloaded: (settings: number) => { record('info', 'config.reloaded', { count: settings }) },
  /** The new configuration cannot be taken; the one that holds goes on. */
  configRefused: (code: string, error: unknown) => { record('error', 'config.refused', { code, error }) },
  /** A key was changed that only a start takes. */
  configNeedsRestart: (setting: string) => { record('warn', 'config.needs-restart', { setting }) },
  vaultReady: (place: number) => { record('info', 'vault.ready', { place }) },
  vaultGone: (place: number, retryMs: number, error: unknown) => { record('warn', 'vault.gone', { place, ms: retryMs, ...(error === undefined ? {} : { error }) }, { bounded: true }) },
  /** A vault's start secret lacks this key-encryption key, or has another under its number. */
  vaultKeyMissing: (key: number) => { record('error', 'vault.key-missing', { version: String(key) }, { bounded: true }) },
  stepFailed: (task: string, error: unknown) => { record('error', 'daemon.step-failed', { task, error }) },
  /** Other nodes were free to act in this one's place; its links end and are opened anew. */
  nodeFenced: () => { record('warn', 'node.fenced') },
  /** The first start after a restore: what may have been used since the backup was taken out. */
  storeRestored: ({ conversations, prekeys }: { readonly conversations: number; readonly prekeys: number }) => { record('warn', 'store.restored', { count: conversations, prekeys }) },
  /** Who was erased since the backup that a restored store came from is erased again. */
  erasedAgain: (count: number) => { record('warn', 'store.erased-again', { count }, { count }) },
  /** The bucket of attachments is not this store's, or does not say: nothing there is touched, and nothing is taken for lost. */
  bucketRefused: (state: string) => { record('error', 'media.bucket-refused', { state }, { label: state, bounded: true }) },
  /** The audit log is not what was signed of it: no checkpoint is made any more. */
  auditBroken: (entries: number) => { record('error', 'audit.broken', { count: entries }) },
  auditCopyFailed: (place: 'file' | 'url', why: string) => { record('warn', 'audit.copy-failed', { kind: place, code: why }, { label: place, bounded: true }) },
  storeUnhealthy: (error: unknown) => { record('error', 'store.unhealthy', { error }) },
})
