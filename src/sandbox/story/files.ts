// SPDX-License-Identifier: AGPL-3.0-only
import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { expectFound, expectSame, expectThat } from '../checks.ts'
import { counted, grouped } from '../printer.ts'
import { CORE, DEVICE_PEOPLE, HERON, PEOPLE } from '../stage.ts'
import type { PersonName, Stage } from '../stage.ts'
import type { SampleKind, SavedFile, SentSample } from '../party-contract.ts'
import { expectSoon, say, takeTraffic } from './step.ts'
import type { Outcome, Step } from './step.ts'

const KINDS: readonly SampleKind[] = ['image', 'voiceNote', 'audio', 'video', 'file', 'longText']
/** Long enough to see it pass, and short enough for a demo. */
const LONG_BYTES = 32 * 1_048_576
/** A picture that can be seen, and a second that can be heard. */
const SHORT_BYTES = 16_000
const BAR_WIDTH = 24
/** Between two looks at how far a file is. */
const LOOK_MS = 60
const TOOL_MS = 3_000

/** Whose files a device seals and opens; Dia's core does it for her. */
const hasDevice = (name: PersonName): boolean => DEVICE_PEOPLE.some((one) => one === name)

/** How many files each person was shown so far. */
const shownTo = new WeakMap<Stage, Map<PersonName, number>>()

const send = async (stage: Stage, from: PersonName, to: PersonName, kind: SampleKind, atLeastBytes = SHORT_BYTES): Promise<SentSample> => {
  const counts = shownTo.get(stage) ?? new Map<PersonName, number>()
  shownTo.set(stage, counts)
  const count = counts.get(to) ?? 0
  counts.set(to, count + 1)
  // No two are the same.
  const seed = stage.marks.length + 1
  const sent = hasDevice(from)
    ? await stage.homeOf(from).sendSample(from, stage.userOf(to), kind, seed, atLeastBytes)
    : await stage.homeOf(from).sendSampleOverHttp(from, HERON, { from: stage.userOf(from), to: stage.userOf(to) }, kind, seed, atLeastBytes)
  stage.marks.push(Buffer.from(sent.mark, 'hex'))
  return sent
}

const receive = async (stage: Stage, to: PersonName, sent: readonly SentSample[]): Promise<readonly SavedFile[]> => {
  const saved = hasDevice(to)
    ? (await stage.homeOf(to).saveFiles(to, shownTo.get(stage)?.get(to) ?? 0)).slice(-sent.length)
    : await Array.fromAsync(sent, () => stage.homeOf(to).saveFileOverHttp(to, HERON))
  expectSame(`files on ${PEOPLE[to].displayName}'s disk`, saved.map(({ kind, sizeBytes, sha256 }) => [kind, sizeBytes, sha256]), sent.map(({ kind, sizeBytes, sha256 }) => [kind, sizeBytes, sha256]))
  return saved
}

const sendEach = (from: PersonName, to: PersonName) => async (stage: Stage): Promise<Outcome> => {
  await takeTraffic(stage, CORE, HERON)
  const before = stage.view().attachments().bytes
  const sent: SentSample[] = []
  for (const kind of KINDS) sent.push(await send(stage, from, to, kind))
  const bytes = stage.view().attachments().bytes - before
  const plain = sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  expectThat(bytes > plain, 'more bytes of ciphertext than the files have', bytes)
  const saved = await receive(stage, to, sent)
  await expectSoon('attachments that anybody waits for', () => stage.view().attachments().awaited, 0)
  await takeTraffic(stage, CORE, HERON)
  const opinions = await Promise.all(saved.map(({ path }) => opinionOf(path)))
  return {
    lines: [opinions.some((opinion) => opinion === undefined) ? 'this machine has no program "file" to ask what they are' : `"file" takes them for: ${opinions.map((opinion = '') => opinion.split(',')[0]).join(', ')}`],
    gatewaySaw: `${counted(sent.length, 'sealed file')}, ${grouped(bytes)} bytes of ciphertext`,
    details: saved.map(({ mediaType, sizeBytes }, index) => `${sent[index]?.name === '' ? 'a long text' : sent[index]?.name ?? ''}, ${mediaType}, ${grouped(sizeBytes)} bytes, the same byte for byte`),
  }
}

/** A long file, with how far it is. */
const sendLong = async (stage: Stage): Promise<Outcome> => {
  const begun = performance.now()
  const sending = send(stage, 'ana', 'ben', 'file', LONG_BYTES)
  await show(stage, 'ana', 'Ana uploads', sending)
  const sent = await sending
  const saving = receive(stage, 'ben', [sent])
  await show(stage, 'ben', 'Ben downloads', saving)
  await saving
  const seconds = (performance.now() - begun) / 1_000
  return {
    gatewaySaw: `${grouped(sent.sizeBytes)} bytes, sealed before they left Ana's device`,
    details: [`sealed, sent, kept, read, opened and compared in ${seconds.toFixed(1)} s`],
  }
}

const show = async (stage: Stage, name: PersonName, what: string, until: Promise<unknown>): Promise<void> => {
  const ended = new AbortController()
  const end = (): void => { ended.abort() }
  const over = until.then(end, end)
  const draw = async (): Promise<void> => {
    const { doneBytes, sizeBytes } = await stage.homeOf(name).transfer(name)
    if (sizeBytes >= LONG_BYTES) stage.progress(`${what} ${bar(doneBytes / sizeBytes)} ${grouped(doneBytes / 1_048_576)} of ${grouped(sizeBytes / 1_048_576)} MiB`)
  }
  while (!ended.signal.aborted) {
    await draw()
    await Promise.race([over, pause(LOOK_MS)])
  }
  await draw()
  stage.progress(undefined)
}

const bar = (part: number): string => {
  const full = Math.round(Math.min(1, part) * BAR_WIDTH)
  return `[${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}]`
}

/** What an independent program takes the file for, where this machine has one. */
const opinionOf = (path: string): Promise<string | undefined> => new Promise((resolve) => {
  execFile('file', ['--brief', path], { timeout: TOOL_MS, encoding: 'utf8' }, (error, stdout) => { resolve(error ? undefined : stdout.trim()) })
})

/** A sign, an edit and a deletion, each about a message of before. */
const remark = async (stage: Stage): Promise<Outcome> => {
  const shownBefore = (await stage.party(CORE).texts('ben', 0)).length
  const { status } = await say(stage, 'ana', 'ben', 'Did you see the pictrue?')
  const shown = expectFound((await stage.party(CORE).texts('ben', shownBefore + 1)).at(-1), 'a text')
  expectSame('the message', shown.messageId, status.messageId)
  await takeTraffic(stage, CORE, HERON)
  await stage.party(CORE).react('ben', stage.userOf('ana'), status.messageId)
  await stage.party(HERON).remark('ana', stage.userOf('ben'), status.messageId)
  expectSame('what Ana is shown', (await stage.party(HERON).news('ana', 1)), ['reaction'])
  expectSame('what Ben is shown', (await stage.party(CORE).news('ben', 2)), ['edit', 'delete'])
  const { messages } = await takeTraffic(stage, CORE, HERON)
  return { gatewaySaw: `${counted(messages, 'message')}, like any other`, details: ['Ben puts a sign beside Ana\'s message; she says that she writes, edits it, and takes it back.'] }
}

/** Files of somebody who has no device: her core seals and opens them, and neither gateway nor vault sees a byte. */
export const vaultFileSteps: readonly Step[] = [
  { name: 'Ana sends Dia one of each: her core opens them', run: sendEach('ana', 'dia') },
  { name: 'Dia\'s core seals one of each for Ana', run: sendEach('dia', 'ana') },
]

/** Files and what is said about messages, between two devices. */
export const fileSteps: readonly Step[] = [
  { name: 'Ana sends Ben a picture, a voice note, audio, a video, a PDF and a letter', run: sendEach('ana', 'ben') },
  { name: 'Ben sends Ana one of each', run: sendEach('ben', 'ana') },
  { name: 'Ana sends a long file', run: sendLong },
  { name: 'Ben puts a sign to a message; Ana edits it and takes it back', run: remark },
]
