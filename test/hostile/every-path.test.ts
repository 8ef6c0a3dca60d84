// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: no way around consent. Every path by which something of one user reaches another, in every state of consent, participation and agreements, over the real use cases
// and a real store, does what the one pure decision says: nothing else opens it, and nothing else shuts it.
import { createHash } from 'node:crypto'
import t from 'tap'
import { requireTicket } from '../../src/media/tickets.ts'
import type { Answer } from '../../src/model/answers.ts'
import type { AttachmentDirection, AttachmentId } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import type { Action } from '../../src/model/proofs/admitted.ts'
import { mintGrantedConsent } from '../../src/model/proofs/mint-granted-consent.ts'
import { MAX_ATTEMPTS } from '../../src/model/values.ts'
import type { ConsentState } from '../../src/model/values.ts'
import { admit } from '../../src/policy/admit.ts'
import { everyCombination } from '../support/combinations.ts'
import { envelope, messageOf, openRelayWorld, openTalk, say, submit, TestLink } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import { enlistInside, setChoice, setParticipation } from '../support/subscribers.ts'
import type { Attempt } from '../support/unwilling.ts'

t.setTimeout(230_000)

const TOKEN = new Uint8Array(32).fill(9)
const hashed = (token: Uint8Array): Uint8Array => createHash('sha256').update(token).digest()

const STANCES = ['requested', 'granted', 'denied', 'blocked', 'withdrawn'] as const satisfies readonly ConsentState[]
const axes = {
  recipientSays: STANCES, senderSays: STANCES,
  agreements: ['both live', 'sender’s suspended', 'recipient’s suspended'] as const,
  part: ['takes part', 'opted out', 'not this provider'] as const,
}
type Case = ReturnType<typeof everyCombination<typeof axes>> extends Generator<infer One> ? One : never

/** Both said yes, as rows. */
const open = async ({ store, clock }: RelayWorld, { sender, recipient }: Attempt): Promise<void> => {
  const proof = mintGrantedConsent({ asker: sender.user, granter: recipient.user, versions: [] })
  await store.write.commit({ expect: [], writes: [{ put: 'grant', proof, askerTokenHash: hashed(TOKEN), granterTokenHash: hashed(TOKEN), purposes: ['chat'], changedAt: clock.now() }] })
}

/** What each of the two says since; who never said anything is in test/hostile/one-answer.test.ts. */
const sayRows = async ({ store, clock }: RelayWorld, { sender, recipient }: Attempt, { recipientSays, senderSays }: Pick<Case, 'recipientSays' | 'senderSays'>): Promise<void> => {
  for (const [owner, peer, state] of [[recipient, sender, recipientSays], [sender, recipient, senderSays]] as const) {
    if (state === 'granted') continue
    await store.write.commit({ expect: [], writes: [{ put: 'consent', row: { owner: owner.user, peer: peer.user, state, purposes: ['chat'], changedAt: clock.now() } }] })
  }
}

const setAgreements = async ({ registry, heron, core }: RelayWorld, { agreements }: Pick<Case, 'agreements'>): Promise<void> => {
  const suspended = { 'both live': undefined, 'sender’s suspended': heron, 'recipient’s suspended': core }[agreements]
  for (const { party } of [heron, core]) await registry.parties[party === suspended?.party ? 'suspend' : 'resume'](party, { actor: 'socket', reason: 'test' })
}

const setPart = async (world: RelayWorld, { recipient }: Attempt, { part }: Pick<Case, 'part'>): Promise<void> => {
  await setParticipation(world, recipient, { optedIn: part !== 'opted out' })
  await setChoice(world, recipient, { allowed: part !== 'not this provider' })
}

/** The answer's kind, or the error's code. */
const told = (answer: Promise<Answer>): Promise<string> => answer.then((one) => (one.kind === 'attachmentStatus' ? one.state : one.kind), (error: unknown) => (error as { readonly code: string }).code)

const offer = ({ sender, recipient, token }: Attempt) =>
  ({ senderUser: sender.user, senderDevice: deviceId(1), recipientUser: recipient.user, consentToken: token, sizeBytes: 1_000, sha256: hashed(TOKEN) })

/** What is done while the pair is open, for a path to be tried later. */
interface Before {
  readonly pending: AttachmentId
  readonly sent: AttachmentId
  readonly parked: number
  /** What to show for the bytes of both, from before. */
  readonly tickets: { readonly upload: string; readonly download: string }
}

/** Each path: what it does by, what it is when it is open, and how it is walked. */
interface Path { readonly action: Action; readonly open: string; readonly walk: (world: RelayWorld, attempt: Attempt, before: Before) => Promise<string> }

const ownDevice = ({ user }: Attempt['sender'], attachmentId: AttachmentId) => ({ user, deviceId: deviceId(1), attachmentId })

/** A link of the recipient's party, for as long as it takes what there is; whether this text came. */
const arrives = async (world: RelayWorld, text: string): Promise<string> => {
  const link = await new TestLink(world, world.core).start()
  const isThere = link.texts.includes(text)
  await link.acknowledge(link.pushes.at(-1)?.streamSequence ?? 0)
  await link.detach()
  return isThere ? 'pushed' : 'held back'
}

/** Whether a ticket holds for bytes now. */
const shows = ({ store, clock, relay }: RelayWorld, ticket: string, id: AttachmentId, direction: AttachmentDirection): Promise<string> =>
  requireTicket({ store, now: clock.now, mayPass: relay.attachments.mayPass }, ticket, id, direction).then(() => 'held', (error: unknown) => (error as { readonly code: string }).code)

const parkedText = ({ user }: Attempt['recipient']): string => `parked ${user}`
const waitingText = ({ user }: Attempt['recipient']): string => `waiting ${user}`

const paths: Readonly<Record<string, Path>> = {
  'a message': { action: 'submit', open: 'accepted', walk: (world, attempt) => told(submit(world, attempt.sender, messageOf(attempt, 'now'))) },
  'typing': { action: 'submit', open: 'accepted', walk: (world, attempt) => told(submit(world, attempt.sender, messageOf(attempt, 'typing', { messageClass: 'ephemeral' }))) },
  'a request to send again': { action: 'submit', open: 'accepted', walk: (world, attempt) =>
    told(submit(world, attempt.sender, messageOf(attempt, '', { envelopes: [envelope('again', 1, 1001, 8)], commitment: new Uint8Array(0) }))) },
  'keys': { action: 'take-keys', open: 'bundles', walk: ({ registry }, { sender, recipient, token }) => told(registry.prekeys.get(sender.home.caller, {
    kind: 'getBundles', senderUser: sender.user, recipientUser: recipient.user, consentToken: token, demandedCustody: undefined, deviceIds: [],
  })) },
  'a file to upload': { action: 'attach', open: 'attachmentTicket', walk: ({ relay }, attempt) => told(relay.attachments.createUpload(attempt.sender.home.caller, offer(attempt))) },
  'an upload that goes on': { action: 'deliver', open: 'attachmentTicket', walk: ({ relay }, { sender }, { pending }) => told(relay.attachments.get(sender.home.caller, ownDevice(sender, pending))) },
  'a file to read': { action: 'deliver', open: 'attachmentTicket', walk: ({ relay }, { recipient }, { sent }) => told(relay.attachments.get(recipient.home.caller, ownDevice(recipient, sent))) },
  'the bytes of a file, by a ticket from before': { action: 'deliver', open: 'held', walk: (world, _, { sent, tickets }) => shows(world, tickets.download, sent, 'download') },
  'bytes of an upload, by a ticket from before': { action: 'deliver', open: 'held', walk: (world, _, { pending, tickets }) => shows(world, tickets.upload, pending, 'upload') },
  'a message that waited': { action: 'deliver', open: 'pushed', walk: (world, { recipient }) => arrives(world, waitingText(recipient)) },
  'a message of the operator’s queue that is put back': { action: 'deliver', open: 'pushed', walk: async (world, { recipient }, { parked }) => {
    await world.relay.mailbox.retry({ ids: [parked] }, { actor: 'test', reason: 'test' })
    return arrives(world, parkedText(recipient))
  } },
  'another token': { action: 'reissue-token', open: 'contact', walk: ({ registry }, { sender, recipient }) =>
    told(registry.grants.reissue(sender.home.caller, { kind: 'reissueToken', user: sender.user, peerUser: recipient.user })) },
}

/** What waits, is parked, is half uploaded and is there to be read between two who talk. */
const prepare = async (world: RelayWorld, attempt: Attempt): Promise<Before> => {
  const { attachments } = world.relay
  const ticketOf = (answer: Answer) => {
    if (answer.kind !== 'attachmentTicket') throw new Error(answer.kind)
    return { id: answer.attachmentId, ticket: `Drawbridge ${Buffer.from(answer.ticket).toString('base64url')}` }
  }
  const upload = async () => ticketOf(await attachments.createUpload(attempt.sender.home.caller, offer(attempt)))
  await say(world, attempt, parkedText(attempt.recipient))
  // Of earlier cases some wait on, held back until they expire.
  const parked = (await world.store.read.mailboxPage(world.core.party, 0, 1_000)).at(-1)
  if (parked !== undefined) for (let left = MAX_ATTEMPTS; left > 0; left -= 1) await world.store.write.countAttempt(world.core.party, parked.id)
  const [pending, sent] = [await upload(), await upload()]
  await world.store.write.settleAttachment(sent.id, 'available')
  await submit(world, attempt.sender, messageOf(attempt, waitingText(attempt.recipient), { attachments: [sent.id] }))
  if (parked === undefined) throw new Error('nothing waits')
  const { ticket: download } = ticketOf(await attachments.get(attempt.recipient.home.caller, ownDevice(attempt.recipient, sent.id)))
  return { pending: pending.id, sent: sent.id, parked: parked.id, tickets: { upload: pending.ticket, download } }
}

/** What the policy says of a path now. */
const promised = async ({ store, heron }: RelayWorld, { sender, recipient, token }: Attempt, { action }: Path): Promise<boolean> => {
  const delivers = action === 'deliver'
  return 'granted' in admit({ action, asker: delivers ? undefined : heron.party, tokenHash: delivers ? undefined : hashed(token) }, await store.read.standing(sender.user, recipient.user))
}

const cases = [...everyCombination(axes)]

t.test('every path does what the policy says, in every state', async (t) => {
  const wrong: string[] = []
  const opened = new Map(Object.keys(paths).map((name) => [name, 0]))
  let walked = 0
  for (const stances of [...everyCombination({ recipientSays: STANCES, senderSays: STANCES })]) {
    const world = await openRelayWorld(t)
    const { ada: sender } = await openTalk(world)
    let number = 0
    for (const one of cases.filter(({ recipientSays, senderSays }) => recipientSays === stances.recipientSays && senderSays === stances.senderSays)) {
      number += 1
      const attempt: Attempt = { sender, recipient: await enlistInside(world, { address: `cy${String(number)}@wren.example` }), token: TOKEN }
      await open(world, attempt)
      const before = await prepare(world, attempt)
      await setPart(world, attempt, one)
      await sayRows(world, attempt, one)
      await setAgreements(world, one)
      const because = `${one.recipientSays} and ${one.senderSays}, ${one.agreements}, ${one.part}`
      for (const [name, path] of Object.entries(paths)) {
        const isPromised = await promised(world, attempt, path)
        const found = await path.walk(world, attempt, before)
        walked += 1
        if (isPromised) opened.set(name, (opened.get(name) ?? 0) + 1)
        if ((found === path.open) !== isPromised) wrong.push(`${name}: ${found}, though the policy says ${isPromised ? 'yes' : 'no'} (${because})`)
      }
      await setAgreements(world, { agreements: 'both live' })
      world.clock.advance(3_600_000)
    }
  }
  t.strictSame(wrong, [])
  t.equal(walked, cases.length * Object.keys(paths).length)
  for (const [name, count] of opened) t.ok(count > 0, `${name} is open in some state`)
})
