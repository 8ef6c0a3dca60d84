// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// The core's end is examples/core-attachments.mjs, which shares no line with what the device's end runs: each reads what the other sealed.
import { hash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import type { AttachmentKind, AttachmentPointer } from '../../src/sdk/device/index.ts'
import { createAna, entryOf, openFileTalk, saveFile, sendFile, shownTo } from '../support/file-talk.ts'
import type { CorePointer, FileTalk, Shown } from '../support/file-talk.ts'
import { searchMemory } from '../support/memory.ts'
import { repeatedly } from '../support/waiting.ts'

t.setTimeout(230_000)

const skipMemory = existsSync('/proc/self/mem') ? false : 'there is no /proc/PID/mem on this system'

/** One of each kind, and sizes about the seams: none, one segment to the byte, a byte more, many. */
const KINDS: readonly (readonly [kind: AttachmentKind, mediaType: string, bytes: number, shown: Shown])[] = [
  ['image', 'image/png', 40_000, { width: 200, height: 100, caption: 'The harbour' }], ['voiceNote', 'audio/ogg', 65_536, { durationMs: 4_000, waveform: '-_8Afw' }],
  ['audio', 'audio/wav', 65_537, { durationMs: 1_500 }], ['video', 'video/mp4', 700_001, { width: 320, height: 240, durationMs: 9_000 }],
  ['file', 'application/pdf', 0, { name: 'empty.pdf' }], ['longText', 'text/plain', 20_000, {}],
]

/** With the waveform as JSON has it. */
const shownBy = ({ waveform, ...pointer }: AttachmentPointer) => ({ ...pointer, waveform: Buffer.from(waveform).toString('base64url') })

const sha256 = (path: string): string => hash('sha256', readFileSync(path), 'hex')

t.test('a user whose keys a vault holds and a user with a device of their own send each other files, and the gateway has none of them', { timeout: 220_000 }, async (t) => {
  const world = await openFileTalk(t)
  const { call, origin, path, write, ben, ends, say, hear } = world
  const ana = createAna(world)
  const canaries: Record<string, Uint8Array> = {}
  /** A file of random bytes, some of which are looked for later, and its key. */
  const fresh = (name: string, bytes: number): string => {
    const content = randomBytes(bytes)
    const middle = Math.floor(bytes / 2)
    if (bytes > 0) canaries[name] = content.subarray(middle, middle + CANARY_BYTES)
    return write(name, content)
  }

  for (const [kind, mediaType, bytes, shown] of KINDS) {
    await t.test(`${kind}, both ways`, async (t) => {
      const toAna = await sendFile(call, origin, ends, fresh(`${kind}-to-ana`, bytes), { type: kind, mediaType, ...shown })
      canaries[`key of ${kind} to Ana`] = Buffer.from(toAna.key, 'base64url')
      await say('attachment', { attachment: toAna }, [toAna.id])
      const pointer = await shownTo(world.device, toAna.id)
      t.match(shownBy(pointer), { kind, mediaType, sizeBytes: bytes, waveform: '', ...shown })
      await ana.save(pointer, path(`${kind}-at-ana`))
      t.equal(sha256(path(`${kind}-at-ana`)), sha256(path(`${kind}-to-ana`)), 'byte for byte at the device')

      const toBen = await ana.send(ben, fresh(`${kind}-to-ben`, bytes), kind, mediaType, shown)
      canaries[`key of ${kind} to Ben`] = toBen.key
      const { attachment } = await hear('attachment') as { readonly attachment: CorePointer }
      t.match(attachment, { type: kind, mediaType, size: bytes, id: toBen.id, ...shown })
      t.equal(attachment.waveform, shown.waveform)
      await saveFile(call, origin, ends, attachment, path(`${kind}-at-ben`))
      t.equal(sha256(path(`${kind}-at-ben`)), sha256(path(`${kind}-to-ben`)), 'byte for byte at the core')
      t.match(await call('GET', `/attachments/${toBen.id}?ref=ben&provider=${ends.provider}`), { state: 'gone' }, 'and the gateway has it no more')
    })
  }

  await t.test('reactions, edits and deletes, both ways, and no typing', (t) => reactAndChange(t, world))

  await t.test('a file that is not the one that was named is not saved', async (t) => {
    const { id } = await ana.send(ben, fresh('true', 70_000), 'file', 'application/octet-stream', {})
    const { attachment } = await hear('attachment') as { readonly attachment: CorePointer }
    for (const wrong of [{ key: randomBytes(32).toString('base64url') }, { sha256: randomBytes(32).toString('base64url') }, { size: 69_999 }, { size: 200_000 }]) {
      await t.rejects(saveFile(call, origin, ends, { ...attachment, ...wrong }, path('false')), Object.keys(wrong).join())
      t.notOk(existsSync(path('false')) || existsSync(path('false.part')))
    }
    t.match(await call('GET', `/attachments/${id}?ref=ben&provider=${ends.provider}`), { state: 'available' }, 'and it is still there')
    t.match(await call('GET', `/attachments/00000000-0000-4000-8000-000000000000?ref=ben&provider=${ends.provider}`), { state: 'gone' })
  })

  await t.test('what Ana\'s provider hosts, the gateway fetches for the core', async (t) => {
    const { id, key } = await ana.host(ben, fresh('hosted', 300_000), world.host)
    canaries['key of what is hosted'] = key
    const { attachment } = await hear('attachment') as { readonly attachment: CorePointer }
    t.equal(attachment.id, id)
    await repeatedly(() => saveFile(call, origin, ends, attachment, path('hosted-at-ben')), 'it is fetched')
    t.equal(sha256(path('hosted-at-ben')), sha256(path('hosted')), 'byte for byte')
    t.equal(world.host.asked.length, 1, 'the host was asked once, by the gateway')
  })

  await t.test('each kind to a device that is away, and to a core that asks later', (t) => sendToAbsent(t, world))

  await t.test('what files hold and what opens them are nowhere in the gateway', { skip: skipMemory }, (t) => nowhere(t, world, canaries))
})

const sendToAbsent = async (t: Test, world: FileTalk): Promise<void> => {
  const { device, ben, call, origin, ends, path, write, say, hear } = world
  const ana = createAna(world)
  const early = await Array.fromAsync(KINDS, ([kind, mediaType, bytes, shown]) => ana.send(ben, write(`early-${kind}`, randomBytes(bytes)), kind, mediaType, shown))
  await device.close()
  const late = await Array.fromAsync(KINDS, async ([kind, mediaType, bytes, shown]) => {
    const pointer = await sendFile(call, origin, ends, write(`late-${kind}`, randomBytes(bytes)), { type: kind, mediaType, ...shown })
    await say('attachment', { attachment: pointer }, [pointer.id])
    return pointer
  })
  const back = await world.reopen()
  for (const [index, [kind]] of KINDS.entries()) {
    const pointer = await shownTo(back, late[index]!.id)
    t.equal(pointer.kind, kind)
    await createAna({ device: back }).save(pointer, path(`late-${kind}-at-ana`))
    t.equal(sha256(path(`late-${kind}-at-ana`)), sha256(path(`late-${kind}`)), `${kind} is the same at the device`)
    const { attachment } = await hear('attachment') as { readonly attachment: CorePointer }
    t.match(attachment, { type: kind, id: early[index]!.id })
    await saveFile(call, origin, ends, attachment, path(`early-${kind}-at-ben`))
    t.equal(sha256(path(`early-${kind}-at-ben`)), sha256(path(`early-${kind}`)), `${kind} is the same at the core`)
  }
}

const reactAndChange = async (t: Test, { device, ben, say, hear }: FileTalk): Promise<void> => {
  await device.typing({ to: ben, isTyping: true })
  await t.rejects(say('typing', { isTyping: true }), { message: /MALFORMED/ })
  const { messageId } = await device.send({ to: ben, text: 'Look' })
  await hear('text')
  await say('reaction', { messageId, emoji: '👍' })
  t.match(await entryOf(device, 'reaction', () => true), { about: messageId, emoji: '👍' })
  await device.edit({ to: ben, messageId, text: 'Look here' })
  t.match(await hear('edit'), { messageId, text: 'Look here' })
  await device.deleteMessage({ to: ben, messageId })
  t.match(await hear('delete'), { messageId })

  await say('text', { text: 'Typo' })
  const entry = await entryOf(device, 'text', (one) => one.kind === 'text' && one.text === 'Typo')
  const about = 'messageId' in entry ? entry.messageId : undefined
  await device.react({ to: ben, messageId: about!, emoji: '🙂' })
  t.match(await hear('reaction'), { messageId: about, emoji: '🙂' })
  await say('edit', { messageId: about, text: 'No typo' })
  t.match(await entryOf(device, 'edit', () => true), { about, text: 'No typo' })
  await say('delete', { messageId: about })
  t.match(await entryOf(device, 'delete', () => true), { about })
}

/** Enough random bytes not to be met by chance. */
const CANARY_BYTES = 24

const nowhere = async (t: Test, { of, folder, temporary }: FileTalk, canaries: Readonly<Record<string, Uint8Array>>): Promise<void> => {
  const [names, sought] = [Object.keys(canaries), Object.values(canaries)]
  const contents = names.filter((name) => !name.startsWith('key'))
  t.ok(contents.length > KINDS.length && names.length > contents.length)
  const { bytes, hits } = searchMemory(of.daemon.pid(), sought)
  t.ok(bytes > 30 << 20, `${String(bytes >> 20)} MiB of the gateway were read`)
  t.strictSame(names.filter((_, place) => hits[place] !== 0), [], 'not in its memory')
  t.strictSame(searchMemory(of.vaultPid() ?? 0, contents.map((name) => canaries[name]!)).hits.filter((count) => count > 0), [], 'and the vault has no bytes of a file')
  const written = await searchForTexts([of.daemon.dataFolder, of.daemon.logFile, temporary], sought)
  t.ok(written.bytes > 100_000, `${String(written.bytes)} bytes in ${String(written.files)} files were read`)
  t.strictSame(written.hits, [], 'in no file of it, its media and its log among them')
  const atEnds = new Set((await searchForTexts([folder], sought)).hits.map(({ text }) => names[text] ?? ''))
  t.strictSame(contents.filter((name) => !atEnds.has(name)), [], 'the same search finds each content where the ends keep their files')
  t.ok(names.some((name) => name.startsWith('key') && atEnds.has(name)), 'and keys in the file of the device')
}
